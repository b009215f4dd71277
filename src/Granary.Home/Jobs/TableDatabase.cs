using Granary.Platform.Stacks;

namespace Granary.Home.Jobs;

/// <summary>The catalog's database that a pipeline publishes to.</summary>
static class TableDatabase
{
    /// <summary>The crawler that looks at the final bucket says which database its tables are in.</summary>
    public static string Of(LocalHome home, JobRun run)
    {
        var bucket = $"s3://{run.Argument("final_bucket")}/";
        return home.Resources.All<CrawlerResource>()
            .Where(c => c.Targets.Any(t => t.StartsWith(bucket, StringComparison.Ordinal)))
            .MaxBy(c => c.Name.AsSpan().CommonPrefixLength(run.Job.Name))?.Database
            ?? throw new JobException($"No crawler looks at {bucket}, so the tables have no database.");
    }
}
