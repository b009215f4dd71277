using Granary.Tables.Landing;
using Granary.Tables.Stages;

namespace Granary.Projects.Fpac.Jobs;

/// <summary><c>landing_job.py</c>: the files below the input prefix to landed tables.</summary>
sealed class LandingJob : ITableJob
{
    public Task RunAsync(TableJobRun run, CancellationToken cancellationToken)
    {
        var job = JobArguments.Read(run);
        return new LandingStage(job).RunAsync(Inputs(job.Tables, run.Argument("project")), cancellationToken);
    }

    /// <summary>The tables that have input: one a folder, and one of the project's name for files outside of folders.</summary>
    static List<(string Table, IReadOnlyList<string> Files)> Inputs(StageTables tables, string project) =>
        [
            .. tables.Input()
                .GroupBy(name => name.Contains('/') ? name[..name.IndexOf('/')] : project.ToLowerInvariant(), StringComparer.Ordinal)
                .Select(g => (g.Key, (IReadOnlyList<string>)[.. g])),
        ];
}
