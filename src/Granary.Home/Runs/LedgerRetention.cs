using Granary.Home.Catalog;
using Granary.Platform.Runs;

namespace Granary.Home.Runs;

/// <summary>
/// Removes the ledger and the rejected rows of runs that ended long ago: first in the journal, then the files, so that a crash leaves
/// files without an owner, never a row without its files.
/// </summary>
static class LedgerRetention
{
    /// <param name="run">A run of the project and environment; it stays, and so do those of which a version is kept.</param>
    /// <param name="keep">How long a run's ledger stays after its end.</param>
    public static void Apply(LocalHome home, RunLease lease, RunRecord run, TimeSpan keep)
    {
        var before = Timestamps.Text(home.Clock.GetUtcNow() - keep);
        var old = home.Runs.WithOldLedger(run, before);
        if (old.Count > 0)
            lease.Write(() => Expire(home, old));
        RemoveFiles(home);
    }

    static void Expire(LocalHome home, IReadOnlyList<string> runs)
    {
        var change = home.Catalog.Changes.Next();
        foreach (var run in runs)
        {
            home.Runs.SetLedgerDropped(run, change);
            home.Stages.Delete(run);
        }
    }

    static void RemoveFiles(LocalHome home)
    {
        if (!Directory.Exists(home.Rejects.Folder))
            return;
        foreach (var (run, change) in home.Runs.LedgersDropped().Where(d => Directory.Exists(home.Rejects.FolderOf(d.RunId))))
        {
            if (CatalogReading.IsAnyOlderThan(home, change))
                continue;
            try
            {
                Directory.Delete(home.Rejects.FolderOf(run), recursive: true);
            }
            catch (IOException)
            {
                // It is in nobody's way: the next run of the project finds it again.
            }
        }
    }
}
