using Granary.Local.Catalog;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Loading;
using Granary.Tables.Rules;

namespace Granary.Local.Jobs;

/// <summary><c>cleaning_job.py</c>: landed tables to typed ones.</summary>
sealed class CleansingJob(Home home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        var problems = new List<Problem>();
        var tables = TableReferences.InOrder([.. layout.LandedInThisRun().Select(layout.DatasetOf)], problems);
        if (problems.Count > 0)
            throw new ProblemException(problems);
        var failed = new HashSet<string>(StringComparer.Ordinal);

        // What rules refer to stays while it is read, whatever another run publishes meanwhile.
        using var reading = CatalogReading.Begin(home);
        foreach (var dataset in tables)
        {
            var table = dataset.Table;

            // Against a table that failed nothing can be held; its own problem says what is wrong.
            if (dataset.Rules.OfType<Rule.References>().Any(r => failed.Contains(r.Table)))
            {
                failed.Add(table);
                continue;
            }

            try
            {
                var target = layout.Cleansed(table);
                var stage = new CleansedStage(StageRuns.StartAfter(home, run, layout, table))
                {
                    Tables = name => Referenced(layout, tables, name),
                    Known = KnownFiles.In(layout.Landed(table), dataset, () => LoadedFiles(run, table)),
                };
                var account = await Versions.WriteAsync(
                    run.Lease, target, () => Task.FromResult(stage.Run(dataset, layout.Landed(table), target, layout.PathOfInput, cancellationToken)));
                run.Lease.Write(() => home.Stages.Record(run.RunId, account));
                Versions.RemoveOld(target.Folder, dataset.Versions);
            }
            catch (ProblemException e)
            {
                // The other tables are tried all the same, so that one run tells every rule that is broken.
                problems.AddRange(e.Problems);
                failed.Add(table);
            }
        }

        if (problems.Count > 0)
            throw new ProblemException(problems);
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
        home.Catalog.Find(TableDatabase.Of(home, run), table) is { } current ? home.Catalog.LoadedFiles(current) : new Dictionary<string, string>(StringComparer.Ordinal);
}
