using Granary.Local.Catalog;
using Granary.Local.Execution;
using Granary.Local.Input;
using Granary.Local.Jobs;
using Granary.Local.Journal;
using Granary.Local.Resources;
using Granary.Local.Storage;
using Granary.Model;
using Granary.Platform.Functions;
using Granary.Platform.Stacks;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Local.Runs;

/// <summary>Runs a project in the home: brings the files in, applies the stack, starts the entry state machine and follows it to its end.</summary>
public sealed class RunLauncher(Home home, IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> steps, IRunObserver observer)
{
    readonly Dictionary<string, IJob> _jobs = new(StringComparer.Ordinal)
    {
        ["landing_job.py"] = new LandingJob(home),
        ["cleaning_job.py"] = new CleansingJob(home),
        ["final_job.py"] = new FinalJob(home),
    };

    /// <param name="cancellationToken">Ends the run as cancelled.</param>
    /// <returns>The run, ended.</returns>
    /// <exception cref="ProblemException">Another run of the project goes on; nothing was started.</exception>
    public async Task<RunRecord> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var stack = request.Stack;
        using var project = OwnerLock.TryTake(home.LockFile($"input-{stack.InputBucket}-{stack.Project}")) ?? throw new ProblemException(new Problem(
            "GR4002", $"Another run of {request.Project} goes on in the home {home.Path}.", "Wait for its end: granary runs."));
        var machine = stack.Of<StateMachineResource>().Single(m => m.Name == stack.EntryMachine);
        var runId = NewRunId();

        // The lock comes before the record: whoever sees the run can tell whether its owner lives.
        using (var owner = OwnerLock.TryTake(home.LockFile(runId)))
        {
            home.Runs.Start(runId, request.Project, request.Environment, Machines.ArnOf(machine, runId));
            var temporary = home.TemporaryFolder(runId);
            Directory.CreateDirectory(temporary);
            try
            {
                await FollowAsync(request, machine, runId, cancellationToken);
            }
            finally
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        File.Delete(home.LockFile(runId));
        return home.Runs.Get(runId);
    }

    async Task FollowAsync(RunRequest request, StateMachineResource machine, string runId, CancellationToken cancellationToken)
    {
        var failures = new RunFailures();
        var crawls = new Crawls(home, runId, cancellationToken);
        try
        {
            if (request.Delivery is not null)
            {
                await new LandingPrefix(home.Objects, request.Stack.InputBucket, request.Stack.InputPrefix, home.TemporaryFolder(runId))
                    .FillAsync(request.Delivery, cancellationToken);
            }

            new LocalStack(home).Apply(request.Stack);
            LocalIntegrations? tasks = null;
            var machines = new Machines(home, runId, observer, m => tasks ??= Tasks(m, runId, crawls, failures));
            var result = await machines.RunAsync(machine, runId, request.Input.DeepClone(), parent: null, cancellationToken);
            await tasks!.WaitAsync();
            End(runId, result, await crawls.WaitAsync(), failures);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            home.Runs.End(runId, RunStatus.Aborted, RunOutcome.Cancelled, "Granary.Cancelled", "The run was cancelled.", null);
        }
        catch (Exception e)
        {
            // The edge of a run: it must reach an end of its own, whatever went wrong, and the end tells it all.
            var error = e is ProblemException { Problems: [var problem, ..] } ? problem.Code : e.GetType().Name;
            home.Runs.End(runId, RunStatus.Failed, RunOutcome.Failed, error, e.Message, null);
        }
    }

    LocalIntegrations Tasks(Machines machines, string runId, Crawls crawls, RunFailures failures) => new(home, home.Database.Transaction, new Dictionary<string, ITaskRunner>(StringComparer.Ordinal)
    {
        ["lambda:invoke"] = new FunctionTasks(home, steps, failures),
        ["glue:startJobRun.sync"] = new JobTasks(home, runId, _jobs, failures, observer),
        ["aws-sdk:glue:startCrawler"] = new CrawlerTasks(home, crawls, failures),
        ["states:startExecution.sync:2"] = new ChildTasks(home, machines),
    });

    void End(string runId, ExecutionResult result, IReadOnlyList<string> crawlErrors, RunFailures failures)
    {
        var status = Machines.StatusOf(result.Status);
        var outcome = Outcomes.Of(status, home.Stages.Of(runId), crawled: crawlErrors.Count == 0);
        if (status == RunStatus.Succeeded)
        {
            home.Runs.End(runId, status, outcome, null, crawlErrors.Count == 0 ? null : $"A crawl failed: {string.Join("\n", crawlErrors)}", null);
            return;
        }

        var first = failures.First;
        home.Runs.End(
            runId, status, outcome, status == RunStatus.Aborted ? "Granary.Cancelled" : first?.Error ?? result.Error, first?.Message ?? result.Cause, first?.State);
    }

    /// <summary>Sorts by time, and is short enough to type the beginning of.</summary>
    string NewRunId() => $"{home.Clock.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
}
