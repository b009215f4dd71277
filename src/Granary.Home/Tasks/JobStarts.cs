using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Glue;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>Runs jobs.</summary>
interface IJobRunner
{
    /// <summary>Records that the job runs.</summary>
    JobRunFacts Start(JobStart start);

    /// <summary>Runs a started job to its end.</summary>
    /// <returns>The run, ended. That it failed is no exception.</returns>
    Task<JobRunFacts> RunAsync(JobStart start, JobRunFacts run, CancellationToken cancellationToken);
}

/// <param name="Id">Of the job run.</param>
/// <param name="Arguments">Of this run alone, without the job's defaults.</param>
/// <param name="StateName">The state that starts it.</param>
sealed record JobStart(string Id, JobResource Job, JsonObject Arguments, string StateName);

/// <summary>
/// <c>glue:startJobRun</c>; with <c>.sync</c> it then waits for the job's end. No more runs of a job at once than the job allows.
/// </summary>
/// <param name="write">Does work in one transaction of the home's file.</param>
sealed class JobStarts(LocalHome home, IJobRunner jobs, Action<Action> write) : ITaskRunner
{
    readonly List<Task> _unattended = [];
    readonly Lock _lock = new();

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var start = Read(call);
        var run = Start(call, start);
        var answer = new JsonObject { ["JobRunId"] = run.Id };
        if (call.Resource.Service == "glue")
            ServiceResults.WithMetadata(answer);
        if (call.Resource.Pattern != TaskPattern.RequestResponse)
            return await WaitAsync(call, start, run, answer, cancellationToken);
        var following = Task.Run(() => FollowAsync(call, start, run, cancellationToken), cancellationToken);
        lock (_lock)
            _unattended.Add(following);
        return answer;
    }

    /// <summary>Waits for the jobs that no task waits for. How they ended is on record.</summary>
    public async Task WaitAsync()
    {
        Task[] all;
        lock (_lock)
            all = [.. _unattended];
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    async Task<JsonNode?> WaitAsync(TaskCall call, JobStart start, JobRunFacts run, JsonObject answer, CancellationToken cancellationToken)
    {
        try
        {
            await call.ReportSubmittedAsync(answer);
        }
        catch
        {
            FreeSlot(call, start);
            throw;
        }

        var ended = await FollowAsync(call, start, run, cancellationToken);
        var described = JobRunJson.Of(ended, home.Clock.GetUtcNow(), isSdk: false);
        return ended.State == "SUCCEEDED" ? described : throw new TaskFailedException("States.TaskFailed", described.ToJsonString());
    }

    async Task<JobRunFacts> FollowAsync(TaskCall call, JobStart start, JobRunFacts run, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.RunAsync(start, run, cancellationToken);
        }
        finally
        {
            FreeSlot(call, start);
        }
    }

    JobStart Read(TaskCall call)
    {
        try
        {
            var request = new ServiceRequest(call);
            var name = request.Text("JobName");
            new Validation().Required("jobName", name).Length("jobName", name, 1, 255).Check();
            var job = home.Resources.Find<JobResource>(name!)
                ?? throw ServiceException.Named("EntityNotFoundException", $"Failed to start job run due to missing metadata: {name}");
            return new(IdOf(call), job, request.Object("Arguments") ?? [], call.StateName);
        }
        catch (ServiceException e)
        {
            throw Service.Glue.Failure(call, e);
        }
    }

    JobRunFacts Start(TaskCall call, JobStart start)
    {
        write(() =>
        {
            if (home.JobRuns.TakeSlot(start.Job.Name, call.ExecutionArn, call.ScheduledEventId) > start.Job.MaxConcurrentRuns)
            {
                throw Service.Glue.Failure(
                    call,
                    ServiceException.Named("ConcurrentRunsExceededException", $"Concurrent runs exceeded for {start.Job.Name}"));
            }
        });
        try
        {
            return jobs.Start(start);
        }
        catch
        {
            FreeSlot(call, start);
            throw;
        }
    }

    void FreeSlot(TaskCall call, JobStart start) =>
        write(() => home.JobRuns.FreeSlot(start.Job.Name, call.ExecutionArn, call.ScheduledEventId));

    /// <summary>A job run that was interrupted when its process died is run again as the same one.</summary>
    static string IdOf(TaskCall call) =>
        "jr_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.ExecutionArn}#{call.ScheduledEventId}")));
}
