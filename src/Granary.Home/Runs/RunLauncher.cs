using System.Text.Json.Nodes;
using Granary.Home.Execution;
using Granary.Home.Jobs;
using Granary.Home.Pipes;
using Granary.Home.Queries;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Functions;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Reading;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>Starts runs in the home, and resumes, retries and cancels them.</summary>
/// <param name="steps">The functions by the names that resources give them.</param>
/// <param name="jobs">The jobs by the names of their scripts.</param>
public sealed class RunLauncher(
    LocalHome home,
    IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> steps,
    IReadOnlyDictionary<string, ITableJob> jobs,
    IRunObserver observer)
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a project: delivers the files, applies the stack, starts the entry state machine and follows it to its end.</summary>
    /// <param name="cancellationToken">Ends the run as cancelled.</param>
    /// <returns>The run, ended.</returns>
    /// <exception cref="ProblemException">Another run of the project is running, and this one is not to wait; nothing was
    /// started.</exception>
    public async Task<RunSummary> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var stack = request.Stack;
        var entry = EntryOf(request);
        if (!request.Waits
            && entry.Concurrency is { } limit
            && home.Runs.Open().Where(r => r.Concurrency?.Key == limit.Key).ToList() is { } others
            && others.Count >= limit.Limit)
            throw new ProblemException(
                new Problem(
                    "GR4002", ProblemKind.Conflict,
                    $"Another run of {request.Project} is running in the home {home.Path}: {others[0].RunId}.",
                    "Wait for its end: granary runs."));
        var machine = stack.Get(entry.Machine);
        var runId = NewRunId(home.Clock);
        var files = request.Delivery?.Files.Select(f => f with { Source = Path.GetFullPath(f.Source) }).ToList();
        var stored = new StoredRequest(
            machine.Name, request.Input, home.Pinned.Add(StackJson.Write(stack)), files, Engine: request.Engine,
            Format: StoredRequest.CurrentFormat);
        return await StartAsync(
            new(runId, request.Project, request.Environment, Machines.ArnOf(machine, runId), stored.ToText(), entry.Concurrency),
            stored,
            cancellationToken);
    }

    /// <exception cref="ProblemException">The project has nothing to start, or takes no files.</exception>
    static Entry EntryOf(RunRequest request)
    {
        var entry = request.Stack.Entry
            ?? throw new ProblemException(
                new Problem(
                    "GR4032", ProblemKind.Usage,
                    $"The project {request.Project} has no state machine that a run starts: events or schedules start it."));
        return entry.Input is not null || request.Delivery is null
            ? entry
            : throw new ProblemException(
                new Problem(
                    "GR4033", ProblemKind.Usage, $"The project {request.Project} takes no files.",
                    "Leave --input out; --set gives the run its input."));
    }

    /// <summary>Resumes every run whose process is gone.</summary>
    /// <returns>The runs, ended.</returns>
    public async Task<IReadOnlyList<RunSummary>> ResumeAllAsync(CancellationToken cancellationToken)
    {
        OrphanCleanup.Run(home);
        Versions.RemoveExpired(home);
        var resumed = home.Runs.Open().Select(run => ResumeAsync(run, cancellationToken)).ToList();
        return [.. (await Task.WhenAll(resumed)).OfType<RunSummary>()];
    }

    /// <summary>Resumes a run whose process is gone.</summary>
    /// <returns>The run, ended; null when another process works on it.</returns>
    /// <exception cref="ProblemException">The run has ended already.</exception>
    public async Task<RunSummary?> ResumeAsync(string runId, CancellationToken cancellationToken)
    {
        var run = home.Runs.Get(runId);
        return run.Status == RunStatus.Running
            ? await ResumeAsync(run, cancellationToken)
            : throw new ProblemException(
                new Problem(
                    "GR4023", ProblemKind.Data, $"The run {run.RunId} is {run.Status.Text()} already.",
                    "granary retry retries the failed step of a run."));
    }

    async Task<RunSummary?> ResumeAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var lease = RunLease.TryTake(home, run);
        return lease is null
            ? null
            : await FollowAsync(lease, StoredRequest.Parse(home.Runs.RequestOf(run.RunId)), isRedriven: false, cancellationToken);
    }

    /// <summary>Retries the failed step of a run and continues from there, keeping what is done.</summary>
    /// <exception cref="ProblemException">The run is running, or it has succeeded, or it can no longer be retried.</exception>
    public async Task<RunSummary> RetryAsync(string runId, CancellationToken cancellationToken)
    {
        var run = home.Runs.Get(runId);
        if (run.Status is RunStatus.Running or RunStatus.Succeeded)
            throw new ProblemException(
                new Problem(
                    "GR4020", ProblemKind.Data,
                    $"The run {run.RunId} is {run.Status.Text()}; only a run that has failed can be retried.",
                    "--from STATE starts a run over from a state."));
        if (run.IsLedgerDropped)
            throw new ProblemException(
                new Problem(
                    "GR4024", ProblemKind.Data,
                    $"The ledger of the run {run.RunId} is no longer kept (ledger.keepDays), and with it what the run has done.",
                    "Start a new run with its files."));
        var request = StoredRequest.Parse(home.Runs.RequestOf(run.RunId));
        request.RequireCurrent(run.RunId);
        RequireNoneLater(run);
        var lease =
            RunLease.TryTake(home, run, () => home.Runs.Reopen(run.RunId))
            ?? throw new ProblemException(
                new Problem("GR4002", ProblemKind.Conflict,
                    $"Another process works on the run {run.RunId}.", "granary runs shows how it goes on."));
        return await FollowAsync(lease, request, isRedriven: true, cancellationToken);
    }

    /// <summary>
    /// A table holds what was delivered last: a failed run that is retried late must not replace newer rows with older ones.
    /// </summary>
    void RequireNoneLater(RunRecord run)
    {
        var tables = home.Stages.Of(run.RunId).Select(s => s.Table).ToHashSet(StringComparer.Ordinal);
        foreach (
            var version in home
                .Catalog.Versions.Kept()
                .Where(v => v.IsCurrent && !LoadStrategy.Of(v.Table.Load).KeepsRows && tables.Contains(v.Table.Name)))
        {
            var other = home.Runs.Get(version.RunId);
            if (other.Project == run.Project && other.Environment == run.Environment && other.Sequence > run.Sequence)
            {
                throw new ProblemException(new Problem(
                    "GR4025", ProblemKind.Data,
                    $"The later run {other.RunId} has published {version.Table.Name}; "
                    + $"the older files of {run.RunId} would take the place of its rows.",
                    "To have them all the same, start a new run with these files."));
            }
        }
    }

    /// <summary>Starts a new run from one of the states of a run's entry machine.</summary>
    /// <param name="input">Of that state, as JSON text; null for the one that it had last.</param>
    /// <param name="isNewDefinition">Whether to use the machine as it is in the home now, not as it was for the run.</param>
    /// <exception cref="ProblemException">The machine has no such state.</exception>
    public async Task<RunSummary> RetryFromAsync(
        string retried, string state, string? input, bool isNewDefinition, CancellationToken cancellationToken)
    {
        var run = home.Runs.Get(retried);
        var before = StoredRequest.Parse(home.Runs.RequestOf(run.RunId));
        before.RequireCurrent(run.RunId);
        var machine = home.Resources.Find<StateMachineResource>(before.MachineName)
            ?? throw new ProblemException(new Problem("GR4021", ProblemKind.NotFound,
                $"The home has no state machine {before.MachineName} any more."));
        var definition = isNewDefinition
            ? home.Pinned.Add(machine.Definition)
            : home.Executions.Find(run.ExecutionArn)?.DefinitionSha256 ?? home.Pinned.Add(machine.Definition);
        StatesOf.Require(home.Pinned.Get(definition), machine.Name, state);
        var runId = NewRunId(home.Clock);
        var stored = before with
        {
            Input = JsonNode.Parse(input ?? LastInputOf(run, state) ?? "{}"),
            StackSha256 = isNewDefinition ? null : before.StackSha256,
            Files = null,
            StartAt = state,
            DefinitionSha256 = definition,
        };
        return await StartAsync(
            new(runId, run.Project, run.Environment, Machines.ArnOf(machine, runId), stored.ToText(), run.Concurrency, run.RunId),
            stored,
            cancellationToken);
    }

    string? LastInputOf(RunRecord run, string state) => home.Executions.Events(run.ExecutionArn)
        .Where(e => e.Text.Contains("StateEntered", StringComparison.Ordinal))
        .Select(e => JsonNode.Parse(e.Text)!["stateEnteredEventDetails"]!)
        .LastOrDefault(d => (string)d["name"]! == state)?["input"]?.GetValue<string>();

    /// <summary>Cancels a run, whichever process works on it, with all that it has started and waits for.</summary>
    /// <returns>The run, ended.</returns>
    /// <exception cref="ProblemException">The run has ended already.</exception>
    public async Task<RunSummary> CancelAsync(string runId, CancellationToken cancellationToken)
    {
        var run = home.Runs.Get(runId);
        if (run.Status != RunStatus.Running)
            throw new ProblemException(new Problem("GR4023", ProblemKind.Data,
                $"The run {run.RunId} is {run.Status.Text()} already."));
        home.Runs.RequestStop(run.RunId);
        for (; run.Status == RunStatus.Running; run = home.Runs.Get(run.RunId))
        {
            if (await ResumeAsync(run, cancellationToken) is null)
                await Task.Delay(Pace, cancellationToken);
        }

        return run.ToSummary(detail: null);
    }

    async Task<RunSummary> StartAsync(NewRun run, StoredRequest request, CancellationToken cancellationToken)
    {
        var lease = RunLease.Begin(home, run.RunId, (number, until) => home.Runs.Start(run, number, until));
        return await FollowAsync(lease, request, isRedriven: false, cancellationToken);
    }

    async Task<RunSummary> FollowAsync(RunLease lease, StoredRequest request, bool isRedriven, CancellationToken cancellationToken)
    {
        home.Databases.Prepare();
        await using (lease)
            await new RunWork(home, lease, steps, jobs, observer).FollowAsync(request, isRedriven, cancellationToken);
        await RunPipesAsync(request.Engine, cancellationToken);
        return Ended(lease.RunId);
    }

    /// <summary>The run has ended, unless another process has taken it and works on it.</summary>
    RunSummary Ended(string runId)
    {
        var run = home.Runs.Get(runId);
        return run.ToSummary(RunDetail.Of(home.Files, home.Runs, run));
    }

    /// <summary>Starts what the changes of items are to start, and follows it to its end. What a cancellation leaves is pending.</summary>
    async Task RunPipesAsync(StageEngineName engine, CancellationToken cancellationToken)
    {
        try
        {
            await new PipeRunner(home, (pipe, machine, input) => StartOfPipe(pipe, machine, input, engine, cancellationToken))
                .RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The changes that are left keep their place: the next run continues with them.
        }
    }

    /// <summary>Writes a run of its own, as part of the caller's transaction.</summary>
    /// <returns>Follows it to its end.</returns>
    Func<Task> StartOfPipe(
        PipeResource pipe, StateMachineResource machine, JsonNode input, StageEngineName engine, CancellationToken cancellationToken)
    {
        var owner = home.Resources.OwnerOf(pipe) ?? new("", "");
        var runId = NewRunId(home.Clock);
        var request = new StoredRequest(machine.Name, input, Engine: engine, Format: StoredRequest.CurrentFormat);
        var lease = RunLease.Begin(home, runId, (number, until) => home.Runs.Start(
            new(runId, owner.Project, owner.Environment, Machines.ArnOf(machine, runId), request.ToText(), null), number, until));
        return async () =>
        {
            await using (lease)
                await new RunWork(home, lease, steps, jobs, observer).FollowAsync(request, isRedriven: false, cancellationToken);
        };
    }

    /// <summary>Sorts by time, and is short enough to type the beginning of.</summary>
    internal static string NewRunId(TimeProvider clock) => $"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
}

static class StatesOf
{
    /// <exception cref="ProblemException">The definition has no such state outside of its Map and Parallel states.</exception>
    public static void Require(string definition, string machine, string state)
    {
        var read = DefinitionReader.Read(definition, machine).GetDefinition();
        if (read.Find(state) is null)
        {
            throw new ProblemException(
                new Problem(
                    "GR4022", ProblemKind.NotFound, $"The state machine {machine} has no state {state}.",
                    $"It has {string.Join(", ", read.States.Select(s => s.Name))}."));
        }
    }
}
