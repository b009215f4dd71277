using System.Globalization;
using System.Text.Json;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Rules;

namespace Granary.Tables.Spark;

/// <summary>The steps of rules that look at several rows or at the finished table, and what their results mean.</summary>
sealed class RulesOnSpark(string table, CleansingPlan plan, SparkRun run)
{
    const string Repeated = "repeated";
    /// <summary>Collected, with a row where any was set apart; also the view of those.</summary>
    public const string Aside = "aside";

    const string Ties = "ties";

    readonly RuleSql _sql = new(plan);
    readonly TableRules _rules = plan.Rules;
    readonly List<string> _referenced =
    [
        .. plan.Rules.Rules.OfType<Rule.References>().Select(r => r.Table).Distinct(StringComparer.Ordinal).Where(t => t != table),
    ];

    /// <summary>Calls the tables that rules refer to by names.</summary>
    /// <exception cref="ProblemException">One is nowhere, lacks a column, or has one of another kind.</exception>
    public IEnumerable<SparkStep> ReadReferenced()
    {
        foreach (var name in _referenced)
        {
            var found = Found(name);
            yield return new SparkStep.Read(
                ViewOf(name).Name, found.Paths, [.. found.Columns.Select(c => new SparkColumn(c.Name, SqlDialect.Spark.Type(c.Type)))]);
        }
    }

    /// <summary>
    /// Sets rows apart that break rules on several rows, after duplicates; leaves the view <c>rest</c> of the others and <c>aside</c> of
    /// these.
    /// </summary>
    /// <param name="single">Where the rows are written whose keys repeated, without duplicates.</param>
    public IEnumerable<SparkStep> SetApart(string work, string single, IReadOnlyList<SparkColumn> columns)
    {
        yield return new SparkStep.Read("rest0", [single], columns) { When = Repeated };
        yield return new SparkStep.View("rest0", "SELECT * FROM good") { Unless = Repeated };
        var rejected = new List<string>();
        foreach (var rule in _rules.SetRejects)
        {
            var (before, broken) = (new SparkName($"rest{rejected.Count}"), new SparkName($"broken{rejected.Count}"));
            yield return new SparkStep.Write(_sql.RowsOf(table, rule, before, TargetOf(rule, before)).Text, $"{work}{broken.Name}/");
            yield return new SparkStep.Read(broken.Name, [$"{work}{broken.Name}/"], BrokenColumns(rule));
            rejected.Add(_sql.Rejected(rule, broken).Text);
            yield return new SparkStep.View($"rest{rejected.Count}", SparkSql.From($"""
                SELECT l.* FROM {before} AS l LEFT ANTI JOIN {broken} AS b
                ON l.{TypedSql.File} = b.{TypedSql.File} AND l.{TypedSql.Line} = b.{TypedSql.Line}
                """).Text);
        }

        yield return new SparkStep.View(Aside, string.Join("\nUNION ALL ", rejected));
        yield return new SparkStep.View("rest", $"SELECT * FROM rest{rejected.Count}");
        yield return new SparkStep.Collect(Aside, "SELECT 1 AS broken FROM aside LIMIT 1");
    }

    /// <summary>Looks at the finished table, the view <c>kept</c>, for rules that warn and fail.</summary>
    public IEnumerable<SparkStep> Check()
    {
        var kept = new SparkName("kept");
        foreach (var (rule, i) in _rules.OnFinishedTable.Select((r, i) => (r, i)))
        {
            switch (rule)
            {
                case Rule.RowCount:
                    yield return new SparkStep.Collect(Fact(i), "SELECT count(*) AS rows FROM kept");
                    break;
                case Rule.Freshness fresh:
                    var column = new SparkName(_rules.ColumnsOf(rule)[0]);
                    var wanted = new RuleResults(_rules, table, run.StartedAt)
                        .Wanted(fresh)
                        .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
                    yield return new SparkStep.Collect(
                        Fact(i),
                        SparkSql
                            .From(
                                $"SELECT CAST(max({column}) AS STRING) AS newest, coalesce(CAST(max({column}) AS TIMESTAMP_NTZ) >= "
                                    + $"CAST({wanted} AS TIMESTAMP_NTZ), false) AS fresh FROM {kept}"
                            )
                            .Text);
                    break;
                default:
                    var broken = _sql.RowsOf(table, rule, kept, TargetOf(rule, kept));
                    yield return new SparkStep.Collect(
                        Fact(i), SparkSql.From($"SELECT count(*) AS rows FROM ({broken}) HAVING count(*) > 0").Text);
                    yield return new SparkStep.Collect(
                        Examples(i),
                        SparkSql
                            .From($"SELECT * FROM ({broken}) ORDER BY {TypedSql.File}, {TypedSql.Line} LIMIT {RuleResults.MostExamples}")
                            .Text)
                    {
                        When = Fact(i),
                    };
                    break;
            }
        }
    }

    /// <summary>The note on keys whose rows the order did not tell apart.</summary>
    public static SparkStep CollectTies() => new SparkStep.Collect(Ties, TypedSql.Ties(new("numbered")).Text) { When = Repeated };

    /// <returns>The notes of duplicates and rules.</returns>
    /// <exception cref="ProblemException">Rules that fail are broken.</exception>
    public IReadOnlyList<string> Notes(SparkResult result)
    {
        var results = new RuleResults(_rules, table, run.StartedAt);
        foreach (var (rule, i) in _rules.OnFinishedTable.Select((r, i) => (r, i)))
        {
            if (!result.Collected.TryGetValue(Fact(i), out var facts) || facts.Count == 0)
                continue;
            switch (rule)
            {
                case Rule.RowCount rows:
                    results.RowCount(rows, facts[0]["rows"].GetInt64());
                    break;
                case Rule.Freshness fresh:
                    results.Freshness(fresh, facts[0]["newest"].GetString(), facts[0]["fresh"].GetBoolean());
                    break;
                default:
                    results.Rows(rule, facts[0]["rows"].GetInt64(), [.. result.Collected[Examples(i)].Select(row => Row(rule, row))]);
                    break;
            }
        }

        var ties = result.Collected.TryGetValue(Ties, out var found) && found.Count > 0 ? found[0] : null;
        return
        [
            .. ties is null
                ? Array.Empty<string>()
                : [Duplicates.NoteOfTies(ties["keys"].GetInt64(), ties["first"].GetString()!, ties["other"].GetString()!)],
            .. results.Conclude(),
        ];
    }

    static BrokenRow Row(Rule rule, IReadOnlyDictionary<string, JsonElement> row) =>
        new(
            row[Lineage.SourceFile].GetString()!, row[Lineage.SourceLine].GetInt64(),
            [.. rule.Columns.Select((_, i) => row[$"x{i}"].GetString())]);

    (SparkName, ReferencedOnSpark)? TargetOf(Rule rule, SparkName own) => rule is not Rule.References references ? null
        : references.Table == table ? (own, new([], [.. plan.Columns.Select(c => new Column(c.Name, c.Type))]))
        : (ViewOf(references.Table), Found(references.Table));

    ReferencedOnSpark Found(string name)
    {
        var rules = _rules.Rules.OfType<Rule.References>().Where(r => r.Table == name).ToList();
        var found = run.Tables(name) ?? throw new ProblemException(ReferenceProblems.NoTable(table, rules[0]));
        ReferenceProblems.Check(table, plan, rules, found.Columns);
        return found;
    }

    static IReadOnlyList<SparkColumn> BrokenColumns(Rule rule) =>
        [
            new(Lineage.SourceFile, "STRING"),
            new(Lineage.SourceLine, "BIGINT"),
            .. rule.Columns.Select((_, i) => new SparkColumn($"x{i}", "STRING")),
            .. rule is Rule.Unique ? [new SparkColumn("first", "STRING")] : Array.Empty<SparkColumn>(),
        ];

    // A view cannot have every name that a table can.
    SparkName ViewOf(string referenced) => new($"referenced{_referenced.IndexOf(referenced)}");

    static string Fact(int rule) => $"rule{rule}";

    static string Examples(int rule) => $"examples{rule}";
}
