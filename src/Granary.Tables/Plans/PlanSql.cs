using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Rules;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Tables.Plans;

/// <summary>What the engines are told for a plan, for people to read. Folders have names instead of addresses.</summary>
public static class PlanSql
{
    static readonly DateTimeOffset Moment = DateTimeOffset.UnixEpoch;

    /// <returns>Each statement with what it is for, in their order.</returns>
    /// <remarks><c>cleanse_row</c> is the program's own function: it reads the values of a row as docs/types.md says.</remarks>
    public static IReadOnlyList<(string For, string Sql)> ForDuckDb(TablePlan plan, string temporaryFolder)
    {
        using var database = StageDatabase.Start(temporaryFolder);
        var run = new StageRun("RUN", Moment, temporaryFolder, TimeProvider.System, _ => { });
        var target = new TableVersion("CLEANSED", "CLEANSED/");
        var table = new CleansedTable(
            database, plan.Cleansed, StageDatabase.Parquet("LANDED/*.parquet"), target, run, new KeptRows(database, target, run));
        return [("cleansed: rows to keep", table.GoodRows.Text), ("final", plan.Final.Sql ?? "SELECT * FROM cleansed")];
    }

    /// <returns>Each statement with the step that it belongs to, in their order.</returns>
    public static IReadOnlyList<(string For, string Sql)> ForSpark(TablePlan plan)
    {
        var cleansed = plan.Cleansed with { Rules = OfTyped(plan.Cleansed) };
        var run = new SparkRun("RUN", Moment) { Tables = name => Referenced(cleansed, name) };
        var steps = CleansedOnSpark.Plan(plan.Table, cleansed, "LANDED/", "CLEANSED/", "INPUT/", run).Steps;
        return
        [
            .. steps.Select(Statement).OfType<(string, string)>().Select(s => ($"cleansed: {s.Item1}", s.Item2)),
            ("final", plan.Final.Sql is { } sql ? AuthorSql.ForSpark(sql).Text : "SELECT * FROM cleansed"),
        ];
    }

    /// <summary>Those rules whose columns all have types before there is data.</summary>
    static TableRules OfTyped(CleansingPlan plan)
    {
        var typed = plan.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return new([.. plan.Rules.Rules.Where(r => plan.Rules.ColumnsOf(r).All(typed.Contains))], plan.Rules.Names);
    }

    /// <summary>Another table as the rules need it: with the columns that they name, of the types that they are compared with.</summary>
    static ReferencedOnSpark Referenced(CleansingPlan plan, string name) =>
        new(
            [$"{name}/*.parquet"],
            [
                .. plan
                    .Rules.Rules.OfType<Rule.References>()
                    .Where(r => r.Table == name)
                    .SelectMany(r =>
                        r.Targets.Zip(
                            plan.Rules.ColumnsOf(r),
                            (target, own) => new Column(Names.SnakeCase([target]).Names[0], plan.Columns.First(c => c.Name == own).Type)))
                    .DistinctBy(c => c.Name, StringComparer.Ordinal),
            ]);

    static (string, string)? Statement(SparkStep step)
    {
        var when =
            $"{(step.When is { } some ? $", if {some} has rows" : "")}{(step.Unless is { } none ? $", unless {none} has rows" : "")}";
        return step switch
        {
            SparkStep.View s => ($"view {s.Name}{when}", s.Sql),
            SparkStep.Write s => ($"write {s.Path}{s.File}{when}", s.Sql),
            SparkStep.Collect s => ($"collect {s.Name}{when}", s.Sql),
            SparkStep.Raw s => ($"raw records as {s.Name}{when}", s.Sql),
            _ => null,
        };
    }
}
