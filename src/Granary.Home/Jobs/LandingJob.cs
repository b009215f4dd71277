using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Landing;

namespace Granary.Home.Jobs;

/// <summary><c>landing_job.py</c>: the files below the input prefix to landed tables.</summary>
sealed class LandingJob(LocalHome home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var layout = new StageLayout(home.Objects, run);
        var problems = new List<Problem>();
        foreach (var (table, files) in layout.Inputs())
        {
            if (Names.CheckTable(table) is { } wrongName)
            {
                problems.Add(wrongName);
                continue;
            }

            try
            {
                var stage = new LandingStage(StageRuns.StartAfter(home, run, layout, table));
                var (dataset, target) = (layout.DatasetOf(table), layout.Landed(table));
                var account = await Versions.WriteAsync(
                    run.Lease,
                    target,
                    () => stage.RunAsync(dataset, [.. files.Select(f => (f, layout.PathOfInput(f)))], target, cancellationToken));
                StageRuns.Record(home, run, dataset, target, account);
            }
            catch (ProblemException e)
            {
                // The other tables are tried all the same, so that one run tells everything that is wrong.
                problems.AddRange(e.Problems);
            }
        }

        if (problems.Count > 0)
            throw new ProblemException(problems);
    }
}
