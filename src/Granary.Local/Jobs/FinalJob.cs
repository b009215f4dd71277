using Granary.Platform.Catalog;
using Granary.Platform.Stacks;
using Granary.Tables.Final;

namespace Granary.Local.Jobs;

/// <summary><c>final_job.py</c>: cleansed tables to curated ones, then all of them before readers' eyes at once.</summary>
sealed class FinalJob(Home home) : IJob
{
    public Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        if (IsPublished(run, layout))
            return Task.CompletedTask;
        var cleansed = layout.CleansedInThisRun().ToDictionary(t => t, layout.Cleansed, StringComparer.Ordinal);
        var finished = new List<FinalTable>();
        foreach (var table in cleansed.Keys)
        {
            var dataset = layout.DatasetOf(table);
            var final = new FinalStage(StageRuns.Start(home, run, layout, table))
                .Run(dataset, cleansed, layout.SqlOf(dataset), layout.Final(table), cancellationToken);
            Versions.Flush(layout.Final(table).Folder);
            finished.Add(final);
        }

        var database = DatabaseOf(run);
        run.Lease.Write(() =>
        {
            foreach (var table in finished)
                home.Stages.Record(run.RunId, table.Account);
            home.Catalog.Publish(run.RunId, [.. finished.Select(t => Entry(database, t))]);
        });
        foreach (var table in finished)
            Versions.RemoveOld(layout.Final(table.Account.Table).Folder);
        return Task.CompletedTask;
    }

    /// <summary>The job has done its work and died before it was written down: what readers see must not be written again.</summary>
    bool IsPublished(JobRun run, StageLayout layout)
    {
        var published = home.Catalog.PublishedBy(run.RunId).ToLookup(t => t.Location, StringComparer.Ordinal);
        return published.Count > 0 && layout.CleansedInThisRun().All(t => published.Contains(layout.Final(t).Address));
    }

    /// <summary>The crawler that looks at the final bucket says which database its tables are in.</summary>
    string DatabaseOf(JobRun run)
    {
        var bucket = $"s3://{run.Argument("final_bucket")}/";
        return home.Resources.All<CrawlerResource>()
            .Where(c => c.Targets.Any(t => t.StartsWith(bucket, StringComparison.Ordinal)))
            .MaxBy(c => c.Name.AsSpan().CommonPrefixLength(run.Job.Name))?.Database
            ?? throw new JobException($"No crawler looks at {bucket}, so the tables have no database.");
    }

    static CatalogTable Entry(string database, FinalTable table) => new(
        database, table.Account.Table, table.Account.Location, table.Rows, Columns(table.Columns), Columns(table.Lineage), table.PartitionKeys);

    static IReadOnlyList<CatalogColumn> Columns(IReadOnlyList<(string Name, string Type)> columns) => [.. columns.Select(c => new CatalogColumn(c.Name, c.Type))];
}
