using Granary.Home.Catalog;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Granary.Tables.Cleansing;
using Granary.Tables.Final;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary><c>final_job.py</c>: cleansed tables to curated ones, then all of them before readers' eyes at once.</summary>
sealed class FinalJob(LocalHome home, IFinalEngine engine) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        var cleansed = layout.CleansedInThisRun().ToDictionary(t => t, layout.Cleansed, StringComparer.Ordinal);
        RequireCleansed(run, cleansed.Keys);
        if (!IsPublished(run, cleansed.Keys))
            await PublishAsync(run, layout, cleansed, cancellationToken);
        Versions.RemoveExpired(home);
    }

    async Task PublishAsync(JobRun run, StageLayout layout, Dictionary<string, TableVersion> cleansed, CancellationToken cancellationToken)
    {
        // What the new versions go on from stays until they are published, whatever another run publishes meanwhile.
        using var reading = CatalogReading.Begin(home);
        var database = TableDatabase.Of(home, run);
        var finished = new List<(FinalTable Table, Publication Publication)>();
        var write = await engine.BeginAsync(run, layout, cleansed, cancellationToken);
        foreach (var table in cleansed.Keys)
        {
            var dataset = layout.DatasetOf(table);
            var target = layout.Final(table, home.Catalog.Versions.IsPublished);
            Versions.RemoveUnpublished(home, target);
            var current = dataset.Load.Mode == LoadMode.Replace ? null : home.Catalog.Find(database, table);
            var final = await Versions.WriteAsync(run.Lease, target, () => Task.FromResult(write(dataset, target, Before(current))));
            Versions.Flush(target.Folder);
            finished.Add(
                (
                    final, new(Entry(database, final, dataset), dataset.Versions)
                    {
                        GoesOnFrom = current?.Location,
                        Cursor = final.Cursor,
                        Loaded = final.Loaded,
                    }));
        }

        run.Lease.Write(() =>
        {
            foreach (var (table, _) in finished)
                home.Stages.Record(run.RunId, table.Account);
            home.Catalog.Publish(run.RunId, [.. finished.Select(f => f.Publication)]);
        });
    }

    /// <summary>
    /// The job has done its work and died before it was written down: what readers see must not be written again, nor rows be added twice.
    /// </summary>
    bool IsPublished(JobRun run, IEnumerable<string> tables)
    {
        var published = home.Catalog.PublishedBy(run.RunId).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return published.Count > 0 && tables.All(published.Contains);
    }

    /// <summary>A run that is retried after others may find that they have taken the place of its cleansed rows.</summary>
    void RequireCleansed(JobRun run, IEnumerable<string> tables)
    {
        var gone = home
            .Stages.Of(run.RunId)
            .Where(s => s.Stage == CleansedStage.Name)
            .Select(s => s.Table)
            .Except(tables, StringComparer.Ordinal)
            .ToList();
        if (gone.Count > 0)
        {
            throw new ProblemException(
                new Problem(
                    "GR3251", ProblemKind.NotFound,
                    $"The cleansed rows of {string.Join(", ", gone)} that this run has made are no longer kept.",
                    "Nothing was published. Run once more, with the files of this run."));
        }
    }

    LoadedBefore? Before(CatalogTable? current) => current is null ? null
        : new(current.ToPublished(home.Objects), home.Catalog.Versions.CursorOf(current.Location), home.Catalog.LoadedFiles(current));

    static CatalogTable Entry(string database, FinalTable table, Dataset dataset) =>
        new(
            database, table.Account.Table, table.Account.Location, table.Rows, Columns(table.Columns), Columns(table.Lineage),
            table.PartitionKeys)
        {
            Load = dataset.Load.Mode,
        };

    static IReadOnlyList<CatalogColumn> Columns(IReadOnlyList<(string Name, string Type)> columns) =>
        [.. columns.Select(c => new CatalogColumn(c.Name, c.Type))];
}
