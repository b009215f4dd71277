using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Ledger;
using Granary.Tables.Reading;
using Granary.Tables.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>Cleansing on Spark: the plans of all tables in one session.</summary>
sealed class SparkCleansing(SparkWork work, Func<string, ReferencedTable?> referenced)
{
    readonly Dictionary<string, CleansingPlan> _plans = new(StringComparer.Ordinal);

    public async Task<Func<CleansingWork, Task<StageAccount>>> RunAsync(
        IReadOnlyList<CleansingWork> tables, CancellationToken cancellationToken)
    {
        var run = new SparkRun(work.Job.Id, work.Job.Home.Clock.GetUtcNow()) { StartedAt = work.Job.Home.StartedAt, Tables = Referenced };
        var attempts = new TableAttempts();
        var plans = new List<(TableDefinition Table, SparkPlan Plan)>();
        foreach (var table in tables)
            attempts.Try(table.Table.Dataset, () => plans.Add((table.Table, PlanOf(table, run))));
        var planned = plans.Select(p => p.Table.Name).ToHashSet(StringComparer.Ordinal);
        var rows = tables.Where(t => planned.Contains(t.Table.Name)).Sum(t => AccountFile.Read(t.Landed).Written);
        var results = await work.RunAsync(plans, rows, cancellationToken);
        return table =>
        {
            attempts.Require(table.Table.Name);
            return Task.FromResult(Take(table, results[table.Table.Name], run));
        };
    }

    SparkPlan PlanOf(CleansingWork table, SparkRun run)
    {
        var plan = CleansingPlan.Of(table.Table.Dataset, Landing.LandedTableFile.Read(table.Landed));
        _plans.Add(table.Table.Name, plan);
        return CleansedOnSpark.Plan(
            table.Table.Name,
            plan,
            SparkWork.FolderUrl(table.Landed.Folder),
            SparkWork.FolderUrl(work.Staging(table.Table.Name)),
            SparkWork.FolderUrl(work.Job.Tables.PathOfInput("")),
            run,
            AccountFile.Read(table.Landed).Sources.Select(s => s.Source));
    }

    StageAccount Take(CleansingWork table, SparkResult result, SparkRun run)
    {
        var (name, plan) = (table.Table.Name, _plans[table.Table.Name]);
        var account = CleansedOnSpark.Account(name, plan, AccountFile.Read(table.Landed), result, table.Target.Address, run);
        work.PutInPlace(name, table.Target);
        WrittenDataset.Write(table.Target, table.Table.Dataset, plan);
        plan.Schema.Write(table.Target);
        AccountFile.Write(table.Target, account);
        work.Job.Home.Report(name, account.Read);
        return account;
    }

    /// <summary>A table of this session where it is being made, or else as readers see it.</summary>
    ReferencedOnSpark? Referenced(string name)
    {
        if (_plans.TryGetValue(name, out var plan))
            return new([$"{SparkWork.FolderUrl(work.Staging(name))}*.parquet"], [.. plan.Columns.Select(c => new Column(c.Name, c.Type))]);
        return referenced(name) is ReferencedTable.Published { Table: var table } ? Published(table) : null;
    }

    static ReferencedOnSpark Published(PublishedTable table) => new(
        [SparkWork.FolderUrl(table.Folder) + (table.PartitionKeys.Count == 0 ? "*.parquet" : "")],
        table.Columns);
}
