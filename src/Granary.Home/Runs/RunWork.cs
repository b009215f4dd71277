using Granary.Emulator.StepFunctions;
using Granary.Home.Catalog;
using Granary.Home.Delivery;
using Granary.Home.Execution;
using Granary.Home.Resources;
using Granary.Home.Storage;
using Granary.Home.Tasks;
using Granary.Model;
using Granary.Platform.Functions;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Execution;
using Granary.States.Tasks;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>The work of one run by its owner, from wherever it stands to its end.</summary>
sealed class RunWork(
    LocalHome home,
    RunLease lease,
    IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> steps,
    IReadOnlyDictionary<string, ITableJob> jobs,
    IRunObserver observer)
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    readonly RunFailures _failures = new();
    readonly DetachedRuns _detached = new(home, lease, steps, jobs, observer);

    /// <summary>
    /// Follows the run to its end, which is in the journal afterwards, and the runs that it has started beside itself to theirs. Leaves the
    /// run to another process that has taken it.
    /// </summary>
    /// <param name="isRedriven">Whether the run has ended, and its failed step is to be retried.</param>
    public async Task FollowAsync(StoredRequest request, bool isRedriven, CancellationToken cancellationToken)
    {
        await FollowOwnAsync(request, isRedriven, cancellationToken);
        await _detached.WaitAsync();
    }

    async Task FollowOwnAsync(StoredRequest request, bool isRedriven, CancellationToken cancellationToken)
    {
        _detached.Stop = cancellationToken;
        _detached.Engine = request.Engine;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Stop);
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            request.RequireCurrent(lease.RunId);
            await WaitForTurnAsync(stop.Token);
            var run = home.Runs.Get(lease.RunId);
            var crawls = new Crawls(home, lease, stop.Token);
            crawls.Resume();
            LocalIntegrations? tasks = null;
            var machines = new Machines(home, lease, observer, m => tasks ??= Tasks(m, crawls, StageEngines.Get(request.Engine)));
            var execution = home.Executions.Find(run.ExecutionArn);
            var result = execution is null ? await StartAsync(run, request, machines, stop.Token)
                : isRedriven ? await machines.RedriveAsync(execution, parentEvent: null, stop.Token)
                : await machines.ResumeAsync(execution, stop.Token);
            await (tasks?.WaitAsync() ?? Task.CompletedTask);
            End(result, await crawls.WaitAsync());
        }
        catch (Exception e) when (lease.IsLost || e is LeaseLostException)
        {
            // The run is another process's by now. Whatever went wrong here is nothing to its books.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(RunStatus.Aborted, RunOutcome.Cancelled, "Granary.Cancelled", "The run was cancelled.", null);
        }
        catch (Exception e)
        {
            // The edge of a run: it must reach an end of its own, whatever went wrong, and the end tells it all.
            var problem = FullDisk.In(e) ?? (e as ProblemException)?.Problems[0];
            End(RunStatus.Failed, RunOutcome.Failed, problem?.Code ?? e.GetType().Name, problem?.Message ?? e.Message, null);
        }
    }

    async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        while (!home.Runs.TryBegin(lease.RunId))
            await Task.Delay(Pace, cancellationToken);
    }

    async Task<ExecutionResult> StartAsync(
        RunRecord run, StoredRequest request, Machines machines, CancellationToken cancellationToken)
    {
        if (request.StackSha256 is { } hash)
        {
            var stack = StackJson.Read(home.Pinned.Get(hash));
            if (request.Files is not null && stack.Entry?.Input is { } input)
            {
                await new LandingPrefix(home.Objects, input.Bucket.Name, input.Prefix, home.TemporaryFolder($"{lease.RunId}.delivery"))
                    .FillAsync(request.Files, cancellationToken);
            }

            await new LocalStack(home).ApplyAsync(stack, cancellationToken);
            LedgerRetention.Apply(home, lease, run, TimeSpan.FromDays(stack.LedgerDays));
        }

        var machine = home.Resources.Find<StateMachineResource>(request.MachineName)
            ?? throw new ProblemException(new Problem("GR4021", ProblemKind.NotFound,
                $"The home has no state machine {request.MachineName} any more."));
        var execution = machines.Prepare(machine, request.ExecutionName ?? lease.RunId, request.Input?.DeepClone(), parent: null);
        return await machines.StartAsync(
            execution with
            {
                StartAt = request.StartAt,
                DefinitionSha256 = request.DefinitionSha256 ?? execution.DefinitionSha256,
            },
            cancellationToken);
    }

    LocalIntegrations Tasks(Machines machines, Crawls crawls, IStageEngine engine) =>
        new(
            home, lease.Write, new Dictionary<string, ITaskRunner>(StringComparer.Ordinal)
            {
                ["lambda:invoke"] = new FunctionTasks(home, lease.Write, steps, _failures),
                ["aws-sdk:glue:startCrawler"] = new CrawlerTasks(home, lease.Write, crawls, _failures),
                ["states:startExecution"] = new ChildStarts(home, lease, _detached.Start),
                ["aws-sdk:sfn:startExecution"] = new ChildStarts(home, lease, _detached.Start),
                ["states:startExecution.sync"] = new ChildTasks(home, machines),
                ["states:startExecution.sync:2"] = new ChildTasks(home, machines),
            },
            new JobTasks(home, lease, jobs, engine, _failures, observer));

    void End(ExecutionResult result, IReadOnlyList<string> crawlErrors)
    {
        var status = result.Status.ToRunStatus();
        var outcome = Outcomes.Of(
            status, home.Stages.Of(lease.RunId), home.Catalog.PublishedBy(lease.RunId), crawled: crawlErrors.Count == 0);
        if (status == RunStatus.Succeeded)
        {
            End(status, outcome, null, crawlErrors.Count == 0 ? null : $"A crawl failed: {string.Join("\n", crawlErrors)}", null);
            return;
        }

        if (status == RunStatus.Aborted)
        {
            End(status, outcome, "Granary.Cancelled", "The run was cancelled.", null);
            return;
        }

        var first = _failures.First;
        End(status, outcome, first?.Error ?? result.Error, first?.Message ?? result.Cause, first?.State);
    }

    void End(RunStatus status, RunOutcome outcome, string? error, string? cause, string? lastState)
    {
        try
        {
            lease.Write(() =>
            {
                AbandonedWork.Close(home, lease.RunId);
                home.Runs.End(lease.RunId, status, outcome, error, cause, lastState);
            });
        }
        catch (LeaseLostException)
        {
            // The run's end is its new owner's to write.
        }
    }
}
