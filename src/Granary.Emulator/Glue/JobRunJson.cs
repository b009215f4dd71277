using System.Text.Json.Nodes;
using Granary.Platform.Stacks;

namespace Granary.Emulator.Glue;

/// <summary>One run of a job.</summary>
/// <param name="Arguments">Of this run alone, without the job's defaults.</param>
/// <param name="State"><c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>STOPPED</c> or <c>TIMEOUT</c>.</param>
/// <param name="Ended">Null while it is running.</param>
public sealed record JobRunFacts(
    string Id, JobResource Job, JsonObject Arguments, string State, string? Error, DateTimeOffset Started, DateTimeOffset? Ended);

/// <summary>The shape of a job run, in the result of startJobRun.sync and of getJobRun. Source: Glue API, JobRun.</summary>
public static class JobRunJson
{
    /// <param name="isSdk">Whether an SDK integration shows it, with times as text.</param>
    public static JsonObject Of(JobRunFacts run, DateTimeOffset now, bool isSdk)
    {
        var job = run.Job;
        var described = new JsonObject
        {
            ["AllocatedCapacity"] = job.NumberOfWorkers,
            ["Arguments"] = run.Arguments.DeepClone(),
            ["Attempt"] = 0,
            ["ExecutionTime"] = (int)Math.Ceiling(((run.Ended ?? now) - run.Started).TotalSeconds),
            ["GlueVersion"] = job.GlueVersion,
            ["Id"] = run.Id,
            ["JobName"] = job.Name,
            ["JobRunState"] = run.State,
            ["LastModifiedOn"] = ServiceResults.Time(isSdk, run.Ended ?? run.Started),
            ["LogGroupName"] = "/aws-glue/jobs",
            ["MaxCapacity"] = (double)job.NumberOfWorkers,
            ["NumberOfWorkers"] = job.NumberOfWorkers,
            ["PredecessorRuns"] = new JsonArray(),
            ["StartedOn"] = ServiceResults.Time(isSdk, run.Started),
            ["Timeout"] = job.TimeoutMinutes,
            ["WorkerType"] = job.WorkerType,
        };
        if (run.Ended is { } ended)
            described["CompletedOn"] = ServiceResults.Time(isSdk, ended);
        if (run.Error is not null)
            described["ErrorMessage"] = run.Error;
        return described;
    }
}
