using Granary.Home.Catalog;
using Granary.Home.Storage;

namespace Granary.Home.Journal;

/// <summary>
/// Lets go of the ledger and the rejected rows of runs that ended long ago: first in the journal, then the files, so that a crash leaves
/// files alone.
/// </summary>
static class LedgerRetention
{
    /// <param name="run">A run of the project and environment; it stays, and so do those of which a version is kept.</param>
    /// <param name="keep">How long a run's ledger stays after its end.</param>
    public static void Apply(LocalHome home, RunLease lease, RunRecord run, TimeSpan keep)
    {
        var before = Timestamps.Text(home.Clock.GetUtcNow() - keep);
        var old = home.Database.Query(
            """
            SELECT run_id FROM run WHERE project = ?1 AND environment = ?2 AND run_id <> ?3 AND status <> 'RUNNING' AND ended_at < ?4 AND ledger_dropped IS NULL
                AND NOT EXISTS (SELECT 1 FROM published_table p WHERE p.run_id = run.run_id AND p.dropped_change IS NULL)
            """,
            r => r.GetString(0), run.Project, run.Environment, run.RunId, before);
        if (old.Count > 0)
            lease.Write(() => LetGo(home, old));
        RemoveFiles(home);
    }

    static void LetGo(LocalHome home, List<string> runs)
    {
        var change = home.Catalog.Changes.Next();
        foreach (var run in runs)
        {
            home.Database.Execute("UPDATE run SET ledger_dropped = ?2 WHERE run_id = ?1", run, change);
            home.Database.Execute("DELETE FROM stage_file WHERE run_id = ?1", run);
            home.Database.Execute("DELETE FROM stage WHERE run_id = ?1", run);
        }
    }

    static void RemoveFiles(LocalHome home)
    {
        if (!Directory.Exists(home.Rejects.Folder))
            return;
        var dropped = home.Database.Query(
            "SELECT run_id, ledger_dropped FROM run WHERE ledger_dropped IS NOT NULL", r => (Run: r.GetString(0), Change: r.GetInt64(1)));
        foreach (var (run, change) in dropped.Where(d => Directory.Exists(home.Rejects.FolderOf(d.Run))))
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
