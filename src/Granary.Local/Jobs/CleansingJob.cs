using Granary.Tables.Cleansing;

namespace Granary.Local.Jobs;

/// <summary><c>cleaning_job.py</c>: landed tables to typed ones.</summary>
sealed class CleansingJob(Home home) : IJob
{
    public Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        foreach (var table in layout.LandedInThisRun())
        {
            var account = new CleansedStage(StageRuns.Start(home, run, layout, table)).Run(
                layout.DatasetOf(table), layout.Landed(table), layout.Cleansed(table), layout.PathOfInput, cancellationToken);
            run.Lease.Write(() => home.Stages.Record(run.RunId, account));
            Versions.RemoveOld(layout.Cleansed(table).Folder);
        }

        return Task.CompletedTask;
    }
}
