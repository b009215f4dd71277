using Granary.Local.Catalog;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Reading;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Local.Jobs.Spark;

/// <summary><c>cleaning_job.py</c> on Spark: the plans of all tables in one session.</summary>
sealed class SparkCleansingJob(Home home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var work = new SparkWork(home, run);
        var problems = new List<Problem>();
        var datasets = TableReferences.InOrder([.. work.Layout.LandedInThisRun().Select(work.Layout.DatasetOf)], problems);
        if (problems.Count > 0)
            throw new ProblemException(problems);
        using var reading = CatalogReading.Begin(home);
        var plans = Plans(work, datasets, problems);
        var sparkRun = new SparkRun(work.Layout.JobId, home.Clock.GetUtcNow()) { StartedAt = home.Runs.Get(run.RunId).StartedAt, Tables = name => Referenced(work, plans, name) };
        var tables = Planned(work, [.. datasets.Where(d => plans.ContainsKey(d.Table))], plans, sparkRun, problems);
        var results = tables.Count == 0 ? [] : await SparkPlans.RunAsync(
            work, [.. tables.Select(t => t.Plan)], tables.Sum(t => AccountFile.Read(work.Layout.Landed(t.Dataset.Table)).Written), cancellationToken);
        Take(work, datasets, [.. tables.Select(t => t.Dataset).Zip(results)], plans, sparkRun, problems);
        if (problems.Count > 0)
            throw new ProblemException(problems);
    }

    static Dictionary<string, CleansingPlan> Plans(SparkWork work, IReadOnlyList<Dataset> datasets, List<Problem> problems)
    {
        var plans = new Dictionary<string, CleansingPlan>(StringComparer.Ordinal);
        foreach (var dataset in datasets)
        {
            try
            {
                plans.Add(dataset.Table, work.CleansingPlanOf(dataset.Table));
            }
            catch (ProblemException e)
            {
                // The other tables are tried all the same, so that one run tells every change of columns.
                problems.AddRange(e.Problems);
            }
        }

        return plans;
    }

    static List<(Dataset Dataset, SparkPlan Plan)> Planned(
        SparkWork work, IReadOnlyList<Dataset> datasets, Dictionary<string, CleansingPlan> plans, SparkRun run, List<Problem> problems)
    {
        var planned = new List<(Dataset, SparkPlan)>();
        foreach (var dataset in datasets)
        {
            try
            {
                planned.Add((dataset, CleansedOnSpark.Plan(
                    dataset.Table, plans[dataset.Table], SparkWork.FolderUrl(work.Layout.Landed(dataset.Table).Folder), SparkWork.FolderUrl(work.Staging(dataset.Table)),
                    SparkWork.FolderUrl(work.Layout.PathOfInput("")), run)));
            }
            catch (ProblemException e)
            {
                // The other tables are tried all the same, so that one run tells every rule that is broken.
                problems.AddRange(e.Problems);
            }
        }

        return planned;
    }

    void Take(
        SparkWork work, IReadOnlyList<Dataset> datasets, IReadOnlyList<(Dataset Dataset, SparkResult Result)> tables, Dictionary<string, CleansingPlan> plans, SparkRun run, List<Problem> problems)
    {
        var failed = datasets.Select(d => d.Table).Except(tables.Select(t => t.Dataset.Table), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var written = new List<(Dataset Dataset, CleansingPlan Plan, Tables.Ledger.StageAccount Account)>();
        foreach (var (dataset, result) in tables)
        {
            // Against a table that failed nothing can be held; its own problem says what is wrong.
            if (dataset.Rules.OfType<Rule.References>().Any(r => failed.Contains(r.Table)))
            {
                failed.Add(dataset.Table);
                continue;
            }

            try
            {
                var landed = AccountFile.Read(work.Layout.Landed(dataset.Table));
                var account = CleansedOnSpark.Account(dataset.Table, plans[dataset.Table], landed, result, work.Layout.Cleansed(dataset.Table).Address, run);
                written.Add((dataset, plans[dataset.Table], account));
            }
            catch (ProblemException e)
            {
                problems.AddRange(e.Problems);
                failed.Add(dataset.Table);
            }
        }

        foreach (var (dataset, plan, account) in written)
            PutInPlace(work, dataset, plan, account);
    }

    void PutInPlace(SparkWork work, Dataset dataset, CleansingPlan plan, Tables.Ledger.StageAccount account)
    {
        var cleansed = work.Layout.Cleansed(dataset.Table);
        work.PutInPlace(dataset.Table, cleansed);
        WrittenDataset.Write(cleansed, dataset, plan);
        plan.Schema.Write(cleansed);
        AccountFile.Write(cleansed, account);
        work.Run.OnRows(dataset.Table, account.Read);
        work.Run.Lease.Write(() => home.Stages.Record(work.Run.RunId, account));
        Versions.RemoveOld(cleansed.Folder, dataset.Versions);
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
