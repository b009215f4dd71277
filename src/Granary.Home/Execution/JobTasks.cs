using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Jobs;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.States.Tasks;
using Granary.Tables.Stages;

namespace Granary.Home.Execution;

/// <summary><c>glue:startJobRun.sync</c>: jobs run in-process, by the name of their script.</summary>
sealed class JobTasks(
    LocalHome home, RunLease lease, IReadOnlyDictionary<string, ITableJob> jobs, IStageEngine engine, RunFailures failures,
    IRunObserver observer) : ITaskRunner
{
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var name = Aws.Text(call.Parameters, "JobName");
        var job = home.Resources.Find<JobResource>(name)
            ?? throw new TaskFailedException("Glue.EntityNotFoundException", $"Failed to start job run due to missing metadata: {name}");
        var own = (call.Parameters as JsonObject)?["Arguments"] as JsonObject ?? [];
        var id = IdOf(call);
        Begin(id, job, own);
        await call.ReportSubmittedAsync(Aws.WithMetadata(new JsonObject { ["JobRunId"] = id }));

        var started = home.Clock.GetUtcNow();
        var (state, error) = await WorkAsync(id, job, own, call.StateName, cancellationToken);
        End(id, state, error);
        var run = JobRunJson(id, job, own, state, error, started, home.Clock.GetUtcNow());
        return state == "SUCCEEDED" ? run : throw new TaskFailedException("States.TaskFailed", run.ToJsonString());
    }

    /// <summary>A job run that was going on when its process died is run again as the same one.</summary>
    public static string IdOf(TaskCall call) =>
        "jr_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.ExecutionArn}#{call.ScheduledEventId}")));

    async Task<(string State, string? Error)> WorkAsync(
        string id, JobResource job, JsonObject own, string stateName, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(job.TimeoutMinutes), home.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (!jobs.TryGetValue(job.ScriptName, out var work))
                throw new JobException($"The laptop has no job for the script {job.ScriptName}; it has {string.Join(", ", jobs.Keys)}.");
            await work.RunAsync(
                new(job.ScriptName, Arguments(job, own), new HomeTables(home, lease, observer.Read), engine), either.Token);
            return ("SUCCEEDED", null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Failed(stateName, "TIMEOUT", "Granary.JobTimeout", $"The job took longer than {job.TimeoutMinutes} minutes.");
        }
        catch (OperationCanceledException)
        {
            End(id, "STOPPED", null);
            throw;
        }
        catch (Exception e) when (e is not LeaseLostException && FullDisk.In(e) is { } problem)
        {
            return Failed(stateName, "FAILED", problem.Code, InWords(problem));
        }
        catch (ProblemException e)
        {
            return Failed(
                stateName, "FAILED", e.Problems[0].Code,
                string.Join("\n", e.Problems.Select((p, i) => i == 0 ? InWords(p) : $"{p.Code}: {InWords(p)}")));
        }
        catch (Exception e) when (e is not LeaseLostException)
        {
            // The edge of a job: whatever it throws is its failure.
            return Failed(stateName, "FAILED", e.GetType().Name, e.Message);
        }
    }

    (string State, string Error) Failed(string stateName, string state, string error, string message)
    {
        failures.Add(stateName, error, message);
        return (state, $"{error}: {message}");
    }

    /// <summary>What to do stands behind what is wrong, below it when that ends in an excerpt of several lines.</summary>
    static string InWords(Problem problem) =>
        problem.Hint is null ? problem.Message : problem.Message + (problem.Message.Contains('\n') ? '\n' : ' ') + problem.Hint;

    void Begin(string id, JobResource job, JsonObject own)
    {
        var jobId = own["--run_id"]?.ToString();
        lease.Write(() =>
        {
            home.JobRuns.Start(id, lease.RunId, job.Name, jobId);
            if (jobId is not null)
                home.Runs.SetJobId(lease.RunId, jobId);
        });
    }

    void End(string id, string state, string? error) => lease.Write(() => home.JobRuns.End(id, state, error));

    static Dictionary<string, string> Arguments(JobResource job, JsonObject own)
    {
        var all = new Dictionary<string, string>(job.DefaultArguments, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            all[name] = value?.ToString() ?? "";
        return all;
    }

    /// <summary>The job run as Step Functions shows it. Source: Glue API, JobRun.</summary>
    static JsonObject JobRunJson(
        string id, JobResource job, JsonObject own, string state, string? error, DateTimeOffset started, DateTimeOffset ended)
    {
        var run = new JsonObject
        {
            ["AllocatedCapacity"] = job.NumberOfWorkers,
            ["Arguments"] = own.DeepClone(),
            ["Attempt"] = 0,
            ["CompletedOn"] = Aws.Time(ended),
            ["ExecutionTime"] = (int)Math.Ceiling((ended - started).TotalSeconds),
            ["GlueVersion"] = job.GlueVersion,
            ["Id"] = id,
            ["JobName"] = job.Name,
            ["JobRunState"] = state,
            ["LastModifiedOn"] = Aws.Time(ended),
            ["LogGroupName"] = "/aws-glue/jobs",
            ["MaxCapacity"] = (double)job.NumberOfWorkers,
            ["NumberOfWorkers"] = job.NumberOfWorkers,
            ["PredecessorRuns"] = new JsonArray(),
            ["StartedOn"] = Aws.Time(started),
            ["Timeout"] = job.TimeoutMinutes,
            ["WorkerType"] = job.WorkerType,
        };
        if (error is not null)
            run["ErrorMessage"] = error;
        return run;
    }
}
