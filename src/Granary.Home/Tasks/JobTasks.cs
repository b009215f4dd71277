using System.Text.Json.Nodes;
using Granary.Emulator.Glue;
using Granary.Home.Execution;
using Granary.Home.Jobs;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.Tables.Stages;

namespace Granary.Home.Tasks;

/// <summary>Jobs run in-process, by the name of their script.</summary>
sealed class JobTasks(
    LocalHome home, RunLease lease, IReadOnlyDictionary<string, ITableJob> jobs, IStageEngine engine, RunFailures failures,
    IRunObserver observer) : IJobRunner
{
    public JobRunFacts Start(JobStart start)
    {
        var jobId = start.Arguments["--run_id"]?.ToString();
        lease.Write(() =>
        {
            home.JobRuns.Start(start.Id, lease.RunId, start.Job.Name, jobId, start.Arguments.ToJsonString());
            if (jobId is not null)
                home.Runs.SetJobId(lease.RunId, jobId);
        });
        return new(start.Id, start.Job, start.Arguments, "RUNNING", null, home.Clock.GetUtcNow(), null);
    }

    public async Task<JobRunFacts> RunAsync(JobStart start, JobRunFacts run, CancellationToken cancellationToken)
    {
        var (state, error) = await WorkAsync(start, cancellationToken);
        End(start.Id, state, error);
        return run with { State = state, Error = error, Ended = home.Clock.GetUtcNow() };
    }

    async Task<(string State, string? Error)> WorkAsync(JobStart start, CancellationToken cancellationToken)
    {
        var (id, job, own, stateName) = start;
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
            return Failed(stateName, "FAILED", problem.Code, Sentence(problem));
        }
        catch (ProblemException e)
        {
            return Failed(
                stateName, "FAILED", e.Problems[0].Code,
                string.Join("\n", e.Problems.Select((p, i) => i == 0 ? Sentence(p) : $"{p.Code}: {Sentence(p)}")));
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

    /// <summary>What to do follows what is wrong, below it when that ends in an excerpt of several lines.</summary>
    static string Sentence(Problem problem) =>
        problem.Hint is null ? problem.Message : problem.Message + (problem.Message.Contains('\n') ? '\n' : ' ') + problem.Hint;

    void End(string id, string state, string? error) => lease.Write(() => home.JobRuns.End(id, state, error));

    static Dictionary<string, string> Arguments(JobResource job, JsonObject own)
    {
        var all = new Dictionary<string, string>(job.DefaultArguments, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            all[name] = value?.ToString() ?? "";
        return all;
    }
}
