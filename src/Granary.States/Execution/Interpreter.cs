using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>Executes state machines as the service does.</summary>
/// <param name="clock">Waits, pauses, time limits and the times of events come from it.</param>
public sealed class Interpreter(ITaskRunner tasks, IHistory history, TimeProvider clock)
{
    /// <summary>For jitter, task tokens, States.MathRandom and States.UUID.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>
    /// The most events of an execution, its last one among them. Unless set, the service's: 25,000 for Standard, no limit for Express.
    /// </summary>
    public long? MaxEvents { get; init; }

    /// <summary>Runs an execution to its end. Every end but a failing history is a result, not an exception.</summary>
    /// <param name="cancellationToken">Ends the execution as aborted.</param>
    public Task<ExecutionResult> RunAsync(
        StateMachineDefinition definition, ExecutionStart start, CancellationToken cancellationToken = default
    ) => RunAsync(definition, definition.Timeout, start, cancellationToken);

    /// <summary>
    /// Goes on with an execution where its record ends. A task that was going on is run again, under the id and the token that it had.
    /// </summary>
    /// <param name="start">As it was when the execution was started.</param>
    /// <param name="idle">How much of the time since then nobody ran it; no time limit of the execution counts it.</param>
    public Task<ExecutionResult> ResumeAsync(
        StateMachineDefinition definition,
        ExecutionStart start,
        Past past,
        TimeSpan idle = default,
        CancellationToken cancellationToken = default
    ) => ResumeAsync(definition, definition.Timeout, start, past, idle, cancellationToken);

    /// <summary>
    /// Takes the failed step of an ended execution back and goes on from there, keeping what is done. Retries are counted anew, and so is
    /// the time.
    /// </summary>
    /// <exception cref="InvalidOperationException">The execution has not ended, or has succeeded.</exception>
    public Task<ExecutionResult> RedriveAsync(
        StateMachineDefinition definition, ExecutionStart start, Past past, CancellationToken cancellationToken = default) =>
        RedriveAsync(definition, definition.Timeout, start, past, cancellationToken);

    internal async Task<ExecutionResult> RunAsync(
        StateGraph graph, TimeSpan? timeout, ExecutionStart start, CancellationToken cancellationToken)
    {
        var input = Data.From(start.Input);
        using var limits = new Limits(timeout, start, TimeSpan.Zero, clock, cancellationToken);
        using var run = new Run(start, input, tasks, history, clock, Random)
        {
            Ending = limits.Token,
            BeforeWaiting = limits.Arm,
            MaxEvents = MaxEvents ?? MostEvents(start.Type),
        };
        await run.AppendAsync(
            0, HistoryEventType.ExecutionStarted, new HistoryDetails.Started(input.ToString(), start.RoleArn), new(default(LineId)));
        return await FollowAsync(graph, input, run, new(run), limits, cancellationToken);
    }

    internal async Task<ExecutionResult> ResumeAsync(
        StateGraph graph, TimeSpan? timeout, ExecutionStart start, Past past, TimeSpan idle, CancellationToken cancellationToken)
    {
        if (past.End is not null)
            return past.End;
        if (past.LastEventId == 0)
            return await RunAsync(graph, timeout, start, cancellationToken);
        var input = Data.From(start.Input);
        using var limits = new Limits(timeout, start, clock.GetUtcNow() - start.StartTime - idle, clock, cancellationToken);
        using var run = new Run(start, input, tasks, history, clock, Random, past)
        {
            Ending = limits.Token,
            BeforeWaiting = limits.Arm,
            MaxEvents = MaxEvents ?? MostEvents(start.Type),
        };
        return await FollowAsync(graph, input, run, new(run, past: past.Root), limits, cancellationToken);
    }

    internal async Task<ExecutionResult> RedriveAsync(
        StateGraph graph, TimeSpan? timeout, ExecutionStart start, Past past, CancellationToken cancellationToken)
    {
        if (past.End is null or { Status: ExecutionStatus.Succeeded })
            throw new InvalidOperationException("Only an execution that did not succeed can be redriven.");
        var details = new HistoryDetails.Redriven(past.RedriveCount + 1);
        var redriven = new HistoryEvent(
            past.LastEventId + 1, past.LastEventId, clock.GetUtcNow(), HistoryEventType.ExecutionRedriven, details);
        await history.AppendAsync(redriven, cancellationToken);
        past.Redrive(redriven.Id);
        return await ResumeAsync(graph, timeout, start, past, clock.GetUtcNow() - start.StartTime, cancellationToken);
    }

    static async Task<ExecutionResult> FollowAsync(
        StateGraph graph, Data input, Run run, Track track, Limits limits, CancellationToken cancellationToken)
    {
        var (type, details, result) = await EndAsync(graph, input, track, limits, cancellationToken);
        await track.AppendAsync(type, details);
        await run.FlushAsync();
        return result;
    }

    static async Task<(HistoryEventType Type, HistoryDetails Details, ExecutionResult Result)> EndAsync(
        StateGraph graph, Data input, Track track, Limits limits, CancellationToken cancellationToken)
    {
        try
        {
            var output = await track.RunAsync(graph, input, limits.Token);
            return (
                HistoryEventType.ExecutionSucceeded, new HistoryDetails.Succeeded(output.ToString()),
                new(ExecutionStatus.Succeeded, output.ToNode(), null, null));
        }
        catch (StateFailure failure)
        {
            return (
                HistoryEventType.ExecutionFailed, new HistoryDetails.Failed(failure.Error, failure.Cause),
                new(ExecutionStatus.Failed, null, failure.Error, failure.Cause));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (
                HistoryEventType.ExecutionAborted, new HistoryDetails.Failed(null, null), new(ExecutionStatus.Aborted, null, null, null));
        }
        catch (OperationCanceledException) when (limits.IsTimeOver)
        {
            return (
                HistoryEventType.ExecutionTimedOut, new HistoryDetails.Failed(null, null), new(ExecutionStatus.TimedOut, null, null, null));
        }
    }

    static long MostEvents(StateMachineType type) => type == StateMachineType.Express ? long.MaxValue : Quotas.StandardEvents;

    /// <summary>What ends an execution from outside: its time, or somebody.</summary>
    sealed class Limits : IDisposable
    {
        readonly TimeLimit _time;
        readonly CancellationTokenSource _either;

        /// <param name="used">Of the execution's time.</param>
        public Limits(TimeSpan? timeout, ExecutionStart start, TimeSpan used, TimeProvider clock, CancellationToken cancellationToken)
        {
            var most = Quotas.MostTime(start.Type);
            var left = (timeout < most ? timeout.Value : most) - used;
            _time = new(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellationToken);
        }

        public CancellationToken Token => _either.Token;

        public void Arm() => _time.Arm();

        public bool IsTimeOver => _time.IsReached;

        public void Dispose()
        {
            _either.Dispose();
            _time.Dispose();
        }
    }
}
