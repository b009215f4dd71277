using Granary.Home.Catalog;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Ledger;
using Granary.Tables.Reading;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs.Spark;

/// <summary><c>cleaning_job.py</c> on Spark: the plans of all tables in one session.</summary>
sealed class SparkCleansingJob(LocalHome home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var work = new SparkWork(home, run);
        var problems = new List<Problem>();
        var datasets = TableReferences.InOrder([.. work.Layout.LandedInThisRun().Select(work.Layout.DatasetOf)], problems);
        if (problems.Count > 0)
            throw new ProblemException(problems);
        using var reading = CatalogReading.Begin(home);
        var plans = new Dictionary<string, CleansingPlan>(StringComparer.Ordinal);
        var attempts = new TableAttempts();
        var sparkRun = new SparkRun(work.Layout.JobId, home.Clock.GetUtcNow())
        {
            StartedAt = home.Runs.Get(run.RunId).StartedAt,
            Tables = name => Referenced(work, plans, name),
        };
        var tables = new List<(Dataset Dataset, SparkPlan Plan)>();
        foreach (var dataset in datasets)
            await attempts.TryAsync(dataset, () => tables.Add((dataset, PlanOf(work, plans, dataset, sparkRun))));
        var results =
            tables.Count == 0
                ? []
                : await SparkPlans.RunAsync(
                    work, [.. tables.Select(t => t.Plan)], tables.Sum(t => AccountFile.Read(work.Layout.Landed(t.Dataset.Table)).Written),
                    cancellationToken);
        var written = new List<(Dataset Dataset, StageAccount Account)>();
        foreach (var (table, result) in tables.Zip(results))
            await attempts.TryAsync(
                table.Dataset, () => written.Add((table.Dataset, AccountOf(work, plans, table.Dataset, result, sparkRun))));
        foreach (var (dataset, account) in written)
            Take(work, dataset, plans[dataset.Table], account);
        attempts.RequireAll();
    }

    static SparkPlan PlanOf(SparkWork work, Dictionary<string, CleansingPlan> plans, Dataset dataset, SparkRun run)
    {
        var table = dataset.Table;
        plans.Add(table, work.CleansingPlanOf(table));
        return CleansedOnSpark.Plan(
            table,
            plans[table],
            SparkWork.FolderUrl(work.Layout.Landed(table).Folder),
            SparkWork.FolderUrl(work.Staging(table)),
            SparkWork.FolderUrl(work.Layout.PathOfInput("")),
            run);
    }

    static StageAccount AccountOf(
        SparkWork work, Dictionary<string, CleansingPlan> plans, Dataset dataset, SparkResult result, SparkRun run) =>
        CleansedOnSpark.Account(
            dataset.Table, plans[dataset.Table], AccountFile.Read(work.Layout.Landed(dataset.Table)), result,
            work.Layout.Cleansed(dataset.Table).Address, run);

    static void Take(SparkWork work, Dataset dataset, CleansingPlan plan, StageAccount account)
    {
        var cleansed = work.Layout.Cleansed(dataset.Table);
        work.PutInPlace(dataset.Table, cleansed);
        WrittenDataset.Write(cleansed, dataset, plan);
        plan.Schema.Write(cleansed);
        AccountFile.Write(cleansed, account);
        work.Record(dataset, cleansed, account);
    }

    /// <summary>A table as this run makes it, or else as readers see it.</summary>
    ReferencedOnSpark? Referenced(SparkWork work, Dictionary<string, CleansingPlan> plans, string name)
    {
        if (plans.TryGetValue(name, out var plan))
            return new([$"{SparkWork.FolderUrl(work.Staging(name))}*.parquet"], [.. plan.Columns.Select(c => (c.Name, c.Type))]);
        return work.Layout.PublishedIn(home.Catalog.Tables(), name) is { } published
            ? Published(published.ToPublished(home.Objects))
            : null;
    }

    static ReferencedOnSpark Published(PublishedTable table) => new(
        [SparkWork.FolderUrl(table.Folder) + (table.PartitionKeys.Count == 0 ? "*.parquet" : "")],
        [.. table.Columns.Select(c => (c.Name, ColumnType.Parse(c.Type, new("", 1, 1), []) ?? new ColumnType.String()))]);
}
