using Granary.Tables.Stages;

namespace Granary.Local.Jobs;

static class StageRuns
{
    public static StageRun Start(Home home, JobRun run, StageLayout layout, string table)
    {
        var temporary = Path.Combine(run.Lease.TemporaryFolder, "stage");
        Directory.CreateDirectory(temporary);
        return new(layout.JobId, home.Clock.GetUtcNow(), temporary, home.Clock, rows => run.OnRows(table, rows)) { StartedAt = home.Runs.Get(run.RunId).StartedAt };
    }
}
