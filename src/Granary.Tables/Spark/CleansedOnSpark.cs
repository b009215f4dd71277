using Granary.Tables.Cleansing;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Sources;

namespace Granary.Tables.Spark;

/// <summary>What the stages of one job on Spark have in common.</summary>
/// <param name="RunId">The pipeline's job id; is in every row.</param>
/// <param name="ProcessedAt">Is in every row that the stage writes.</param>
public sealed record SparkRun(string RunId, DateTimeOffset ProcessedAt)
{
    /// <summary>When the run began, from which rules reckon.</summary>
    public DateTimeOffset StartedAt { get; init; } = ProcessedAt;

    /// <summary>The tables that rules refer to, by name; null for one that is not there.</summary>
    public Func<string, ReferencedOnSpark?> Tables { get; init; } = _ => null;
}

/// <summary>The cleansed stage in Spark's words: the same plan that <see cref="CleansedStage"/> runs here.</summary>
public static class CleansedOnSpark
{
    const string Faulty = "faulty";
    const string Rejected = "rejected";
    const string Repeated = "repeated";
    const string Duplicates = "duplicates";
    const string Written = "written";
    const string Refused = "refused";
    const string Whole = "whole";

    /// <param name="landed">The URL of the landed version's folder; ends in '/'.</param>
    /// <param name="target">The URL of the folder to write; ends in '/'.</param>
    /// <param name="input">The URL before the names of delivered files, to show rejected rows as they stand there.</param>
    /// <param name="sources">What the landed rows were read from; null when nobody asks for rejected rows.</param>
    /// <exception cref="Granary.Model.ProblemException">A table that a rule refers to is not there, or cannot be held against
    /// it.</exception>
    public static SparkPlan Plan(
        string table, CleansingPlan plan, string landed, string target, string input, SparkRun run,
        IEnumerable<SourceUnit>? sources = null)
    {
        var sql = new TypedSql(plan);
        var rules = new RulesOnSpark(table, plan, run);
        var work = $"{target}_work/";
        return new(
            SparkPlan.CurrentFormat, table, CleansedStage.Name, SparkSettings.Ours,
            [
                new SparkStep.Remove(target),
                new SparkStep.Read(
                    "landed", [$"{landed}part-*.parquet"],
                    [.. plan.Columns.Select(c => new SparkColumn(c.Source, "STRING")), .. SparkLineage.Columns]),
                new SparkStep.View("typed", sql.Typed(new("landed")).Text),
                new SparkStep.Write(sql.Good(new("typed"), run).Text, $"{work}good/"),
                new SparkStep.Read("good", [$"{work}good/"], sql.GoodColumns),
                .. rules.ReadReferenced(),
                .. FaultyRows(sql, work),
                .. RepeatedRows(plan, sql, work, target),
                .. plan.Rules.SetRejects.Count == 0
                    ? KeptRows(plan, work, target)
                    : rules.SetApart(work, $"{work}single/", sql.GoodColumns).Concat(LeftRows(plan, work, target)),
                .. RejectedRows(
                    target, input, [.. (sources ?? []).OfType<SourceUnit.ArchiveMember>()], hasSets: plan.Rules.SetRejects.Count > 0),
                new SparkStep.Read("kept", [$"{target}*.parquet"], sql.GoodColumns),
                .. rules.Check(),
                new SparkStep.Collect(Written, TypedSql.CountByFile(new("kept"), TypedSql.File).Text), new SparkStep.Remove(work),
            ]);
    }

    /// <param name="landed">The landed version's.</param>
    /// <param name="location">The address of the version that was written; ends in '/'.</param>
    /// <exception cref="Granary.Model.ProblemException">The stage failed, or a row is unaccounted for.</exception>
    public static StageAccount Account(
        string table, CleansingPlan plan, StageAccount landed, SparkResult result, string location, SparkRun run)
    {
        result.RequireSuccess();
        var notes = new RulesOnSpark(table, plan, run).Notes(result);
        var (written, rejected, duplicates) = (result.ByFile(Written), result.ByFile(Rejected), result.ByFile(Duplicates));
        var account = new StageAccount(
            CleansedStage.Name, table, location, TimeSpan.FromSeconds(result.Seconds), null,
            [
                .. landed.Sources.Select(f =>
                    f.Next(
                        written.GetValueOrDefault(f.Source.Name), rejected.GetValueOrDefault(f.Source.Name),
                        duplicates.GetValueOrDefault(f.Source.Name))),
            ],
            [.. plan.Notes, .. notes]);
        account.RequireBalance();
        return account;
    }

    /// <summary>A second look at the landed rows, where the first has left some out.</summary>
    static IEnumerable<SparkStep> FaultyRows(TypedSql sql, string work)
    {
        yield return new SparkStep.Collect(Faulty, $"""
            SELECT file, sum(one) AS rows
            FROM (SELECT {TypedSql.File} AS file, 1 AS one FROM landed UNION ALL SELECT {TypedSql.File}, -1 FROM good)
            GROUP BY file HAVING sum(one) <> 0
            """);
        yield return new SparkStep.Write(sql.Rejected(new("typed")).Text, $"{work}rejected/") { When = Faulty };
        yield return new SparkStep.Read("refused", [$"{work}rejected/"], null) { When = Faulty };
    }

    /// <summary>Most tables have no repeated key, and theirs are the good rows as they were written.</summary>
    static IEnumerable<SparkStep> RepeatedRows(CleansingPlan plan, TypedSql sql, string work, string target)
    {
        if (plan.Key.Count == 0)
            yield break;
        yield return new SparkStep.Collect(Repeated, sql.Repeated(new("good")).Text);
        yield return new SparkStep.View("numbered", sql.Numbered(new("good")).Text) { When = Repeated };
        if (plan.Keep.Columns.Count > 0)
            yield return RulesOnSpark.CollectTies();
        yield return new SparkStep.Write(sql.LaterOfKey(new("numbered")).Text, $"{target}_duplicates/")
        {
            File = "duplicates.parquet",
            When = Repeated,
        };
        yield return new SparkStep.Read(Duplicates, [$"{target}_duplicates/duplicates.parquet"], sql.GoodColumns) { When = Repeated };
        yield return new SparkStep.Collect(Duplicates, TypedSql.CountByFile(new(Duplicates), TypedSql.File).Text) { When = Repeated };
        yield return new SparkStep.Write(sql.FirstOfKey(new("numbered")).Text, $"{work}single/") { When = Repeated };
    }

    static IEnumerable<SparkStep> KeptRows(CleansingPlan plan, string work, string target)
    {
        if (plan.Key.Count > 0)
            yield return new SparkStep.Move($"{work}single/", target) { When = Repeated };
        yield return new SparkStep.Move($"{work}good/", target) { Unless = Repeated };
    }

    /// <summary>Likewise where rules on several rows may have set some aside, which is rare, too.</summary>
    static IEnumerable<SparkStep> LeftRows(CleansingPlan plan, string work, string target)
    {
        yield return new SparkStep.Write("SELECT * FROM rest", $"{work}rest/") { When = RulesOnSpark.Aside };
        yield return new SparkStep.Move($"{work}rest/", target) { When = RulesOnSpark.Aside };
        if (plan.Key.Count > 0)
            yield return new SparkStep.Move($"{work}single/", target) { When = Repeated, Unless = RulesOnSpark.Aside };
        yield return new SparkStep.Collect(Whole, "SELECT 1 AS whole") { Unless = RulesOnSpark.Aside };
        yield return new SparkStep.Move($"{work}good/", target) { When = Whole, Unless = Repeated };
    }

    /// <summary>All that was rejected, with the records as they are in their files.</summary>
    static IEnumerable<SparkStep> RejectedRows(
        string target, string input, IReadOnlyList<SourceUnit> members, bool hasSets)
    {
        var condition = Faulty;
        if (hasSets)
        {
            condition = Refused;
            yield return new SparkStep.View(Rejected, "SELECT * FROM refused UNION ALL SELECT * FROM aside") { When = Faulty };
            yield return new SparkStep.View(Rejected, "SELECT * FROM aside") { Unless = Faulty };
            yield return new SparkStep.Collect(Refused, "SELECT 1 AS refused FROM rejected LIMIT 1");
        }
        else
        {
            yield return new SparkStep.View(Rejected, "SELECT * FROM refused") { When = Faulty };
        }

        yield return new SparkStep.Raw("raw", "SELECT file, line FROM rejected", input) { Members = members, When = condition };
        yield return new SparkStep.Write("""
            SELECT r.file, r.line, r.column, coalesce(raw.raw, '') AS raw, r.code, r.reason
            FROM rejected AS r LEFT JOIN raw ON r.file = raw.file AND r.line = raw.line ORDER BY r.file, r.line
            """, $"{target}_rejects/") { File = RejectFile.FileName, When = condition };
        yield return new SparkStep.Collect(Rejected, TypedSql.CountByFile(new(Rejected), new("file")).Text) { When = condition };
    }
}
