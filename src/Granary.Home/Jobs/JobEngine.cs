using Granary.Home.Jobs.Spark;

namespace Granary.Home.Jobs;

/// <summary>What the table stages of a run are run by.</summary>
public enum JobEngine
{
    /// <summary>In this process.</summary>
    DuckDb,

    /// <summary>By the job scripts, on a Spark of this computer.</summary>
    Spark,
}

/// <summary>The jobs by the names of their scripts.</summary>
static class EngineJobs
{
    public static IReadOnlyDictionary<string, IJob> Of(JobEngine engine, LocalHome home) => engine switch
    {
        JobEngine.Spark => new Dictionary<string, IJob>(StringComparer.Ordinal)
        {
            ["landing_job.py"] = new SparkLandingJob(home),
            ["cleaning_job.py"] = new SparkCleansingJob(home),
            ["final_job.py"] = new FinalJob(home, new SparkFinalTables(home)),
        },
        _ => new Dictionary<string, IJob>(StringComparer.Ordinal)
        {
            ["landing_job.py"] = new LandingJob(home),
            ["cleaning_job.py"] = new CleansingJob(home),
            ["final_job.py"] = new FinalJob(home, new FinalOnDuckDb(home)),
        },
    };
}
