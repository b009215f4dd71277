using Granary.Home.Catalog;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Loading;
using Granary.Tables.Rules;

namespace Granary.Home.Jobs;

/// <summary><c>cleaning_job.py</c>: landed tables to typed ones.</summary>
sealed class CleansingJob(LocalHome home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        var problems = new List<Problem>();
        var tables = TableReferences.InOrder([.. layout.LandedInThisRun().Select(layout.DatasetOf)], problems);
        if (problems.Count > 0)
            throw new ProblemException(problems);
        var attempts = new TableAttempts();

        // What rules refer to stays while it is read, whatever another run publishes meanwhile.
        using var reading = CatalogReading.Begin(home);
        foreach (var dataset in tables)
            await attempts.TryAsync(
                dataset, () => CleanseAsync(run, layout, dataset, name => Referenced(layout, tables, name), cancellationToken));
        attempts.RequireAll();
    }

    async Task CleanseAsync(
        JobRun run, StageLayout layout, Dataset dataset, Func<string, ReferencedTable?> referenced, CancellationToken cancellationToken)
    {
        var (table, target) = (dataset.Table, layout.Cleansed(dataset.Table));
        var stage = new CleansedStage(StageRuns.StartAfter(home, run, layout, table))
        {
            Tables = referenced,
            Known = KnownFiles.In(layout.Landed(table), dataset, () => LoadedFiles(run, table)),
        };
        var account = await Versions.WriteAsync(
            run.Lease,
            target,
            () => Task.FromResult(stage.Run(dataset, layout.Landed(table), target, layout.PathOfInput, cancellationToken)));
        StageRuns.Record(home, run, dataset, target, account);
    }

    /// <summary>A table as this run has it, or else as readers see it.</summary>
    ReferencedTable? Referenced(StageLayout layout, IReadOnlyList<Dataset> tables, string name)
    {
        if (tables.Any(t => t.Table == name))
            return new ReferencedTable.Cleansed(layout.Cleansed(name));
        return layout.PublishedIn(home.Catalog.Tables(), name) is { } published
            ? new ReferencedTable.Published(published.ToPublished(home.Objects))
            : null;
    }

    IReadOnlyDictionary<string, string> LoadedFiles(JobRun run, string table) =>
        home.Catalog.Find(TableDatabase.Of(home, run), table) is { } current
            ? home.Catalog.LoadedFiles(current)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
