using Granary.Home.Catalog;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

static class StageRuns
{
    public static StageRun Start(LocalHome home, JobRun run, StageLayout layout, string table)
    {
        var temporary = Path.Combine(run.Lease.TemporaryFolder, "stage");
        Directory.CreateDirectory(temporary);
        return new(layout.JobId, home.Clock.GetUtcNow(), temporary, home.Clock, rows => run.OnRows(table, rows))
        {
            StartedAt = home.Runs.Get(run.RunId).StartedAt,
            Engines = home.Engines,
        };
    }

    /// <summary>Likewise, for a stage that holds the columns against those of the version that readers see.</summary>
    public static StageRun StartAfter(LocalHome home, JobRun run, StageLayout layout, string table) =>
        Start(home, run, layout, table) with
        {
            Written = Written(home, layout, table),
        };

    /// <summary>
    /// Writes down what a stage did once its version is in its place, and lets go of versions that are no longer to be kept.
    /// </summary>
    public static void Record(LocalHome home, JobRun run, Dataset dataset, TableVersion version, StageAccount account)
    {
        run.Lease.Write(() => home.Stages.Record(run.RunId, account));
        Versions.RemoveOld(version.Folder, dataset.Versions);
    }

    /// <summary>The columns of the version that readers see; null when there is none.</summary>
    public static WrittenSchema? Written(LocalHome home, StageLayout layout, string table)
    {
        using var reading = CatalogReading.Begin(home);
        var current = layout.PublishedIn(reading.Tables(), table);
        return current is null ? null : WrittenSchema.Read(new(home.Objects.PathOf(current.Location), current.Location));
    }
}
