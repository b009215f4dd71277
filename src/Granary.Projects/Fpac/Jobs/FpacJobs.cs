using Granary.Tables.Cleansing;
using Granary.Tables.Final;
using Granary.Tables.Stages;

namespace Granary.Projects.Fpac.Jobs;

/// <summary>The jobs of the pipeline by the names of their scripts.</summary>
static class FpacJobs
{
    public static IReadOnlyDictionary<string, ITableJob> All { get; } = new Dictionary<string, ITableJob>(StringComparer.Ordinal)
    {
        ["landing_job.py"] = new LandingJob(),
        ["cleaning_job.py"] = new CleansingJob(),
        ["final_job.py"] = new FinalJob(),
    };
}

/// <summary><c>cleaning_job.py</c>: landed tables to typed ones.</summary>
sealed class CleansingJob : ITableJob
{
    public Task RunAsync(TableJobRun run, CancellationToken cancellationToken) =>
        new CleansedStage(JobArguments.Read(run)).RunAsync(cancellationToken);
}

/// <summary><c>final_job.py</c>: cleansed tables to curated ones, then all of them published at once.</summary>
sealed class FinalJob : ITableJob
{
    public Task RunAsync(TableJobRun run, CancellationToken cancellationToken) =>
        new FinalStage(JobArguments.Read(run)).RunAsync(cancellationToken);
}

/// <summary>The arguments that the three jobs read.</summary>
static class JobArguments
{
    /// <exception cref="JobException">One is missing.</exception>
    public static StageJob Read(TableJobRun run)
    {
        var id = run.Argument("run_id");
        var locations = new StageLocations(
            run.Argument("input"), run.Argument("landed"), run.Argument("cleansed"), run.Argument("final"), run.Argument("datasets"),
            run.Argument("database"));
        return new(id, run.Script, new(run.Home, id, locations), run.Engine);
    }
}
