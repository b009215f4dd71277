using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Execution;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Integrations;

/// <summary><c>glue:startJobRun</c>, with and without <c>.sync</c>: no more runs of a job at once than the job allows.</summary>
/// <param name="jobs">Runs a job to its end.</param>
/// <param name="write">Does work in one transaction of the home's file.</param>
sealed class JobStarts(LocalHome home, ITaskRunner jobs, Action<Action> write) : ITaskRunner
{
    readonly List<Task> _unattended = [];
    readonly Lock _lock = new();

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var job = Take(call);
        if (call.Resource.Pattern != TaskPattern.RequestResponse)
            return await FollowAsync(call, job, cancellationToken);
        var following = Task.Run(() => FollowAsync(InPlaceOf(call), job, cancellationToken), cancellationToken);
        lock (_lock)
            _unattended.Add(following);
        var started = new JsonObject { ["JobRunId"] = JobTasks.IdOf(call) };
        return call.Resource.Service == "glue" ? Aws.WithMetadata(started) : started;
    }

    /// <summary>Waits for the jobs that no task waits for. How they ended is on record.</summary>
    public async Task WaitAsync()
    {
        Task[] all;
        lock (_lock)
            all = [.. _unattended];
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    async Task<JsonNode?> FollowAsync(TaskCall call, string job, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.RunAsync(call, cancellationToken);
        }
        finally
        {
            write(() => home.JobRuns.FreeSlot(job, call.ExecutionArn, call.ScheduledEventId));
        }
    }

    /// <returns>The job's name.</returns>
    string Take(TaskCall call)
    {
        try
        {
            var name = new ServiceRequest(call).Text("JobName");
            new Validation().Required("jobName", name).Length("jobName", name, 1, 255).Check();
            var job = home.Resources.Find<JobResource>(name!)
                ?? throw ServiceException.Named("EntityNotFoundException", $"Failed to start job run due to missing metadata: {name}");
            write(() => Take(call, job));
            return job.Name;
        }
        catch (ServiceException e)
        {
            throw Service.Glue.Failure(call, e);
        }
    }

    void Take(TaskCall call, JobResource job)
    {
        if (home.JobRuns.TakeSlot(job.Name, call.ExecutionArn, call.ScheduledEventId) > job.MaxConcurrentRuns)
            throw ServiceException.Named("ConcurrentRunsExceededException", $"Concurrent runs exceeded for {job.Name}");
    }

    /// <summary>The same try as one that somebody waits for, so that the job runs to its end.</summary>
    static TaskCall InPlaceOf(TaskCall call) => new()
    {
        Resource = "arn:aws:states:::glue:startJobRun.sync",
        Parameters = call.Parameters,
        StateName = call.StateName,
        ExecutionArn = call.ExecutionArn,
        Region = call.Region,
        ScheduledEventId = call.ScheduledEventId,
    };
}
