using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>One line of states that follow each other: a whole machine, a branch, an iteration.</summary>
/// <param name="previous">The event after which it begins; 0 for a whole machine.</param>
/// <param name="past">Where it stood when its record ended; null for one that begins.</param>
sealed class Track(
    Run run, LineId line = default, long previous = 0, DataObject? mapItem = null, Track? parent = null, LinePast? past = null)
{
    readonly EventTrace _trace = new(line);
    List<int>? _retried;

    public Run Run => run;

    /// <summary>The event that the next one follows from.</summary>
    public long Previous { get; set; } = past?.Previous ?? previous;

    public Variables Variables { get; } = new(parent?.Variables, past?.Assigned);

    public ValueTask<long> AppendAsync(HistoryEventType type, HistoryDetails? details) => AppendAsync(type, details, _trace);

    /// <summary>Records that the state's work gave up.</summary>
    public ValueTask<long> GiveUpAsync(HistoryEventType type, StateFailure failure) =>
        AppendAsync(type, null, _trace with { Failure = (failure.Error, failure.Cause) });

    /// <summary>Records an event that follows from another one than the line's last.</summary>
    public ValueTask<long> AppendAfterAsync(long previous, HistoryEventType type, HistoryDetails? details) =>
        run.AppendAsync(previous, type, details, _trace);

    /// <summary>Marks the next event as the first of a try that a retrier gave.</summary>
    public void Retry(int retrier) => (_retried ??= []).Add(retrier);

    /// <summary>A part that runs inside a state of this line.</summary>
    /// <param name="began">The event that began its state's try.</param>
    /// <param name="after">The event that it begins after.</param>
    public Track Begin(long began, int part, long after, DataObject? item, LinePast? partPast) =>
        new(run, new(began, part), after, item, this, partPast);

    /// <returns>The output of the last state.</returns>
    /// <exception cref="StateFailure">A state failed and nothing caught it.</exception>
    public async ValueTask<Data> RunAsync(StateGraph graph, Data input, CancellationToken cancellationToken)
    {
        // It was stopped because another part failed; that part fails again, and stops it again.
        if (past is { IsAborted: true })
            await Task.Delay(Timeout.Infinite, cancellationToken);
        if (past is { Visit: null, Output: { } last, Next: null })
            return last;

        var visited = past?.Visit;
        var state = graph.Get(visited?.Name ?? past?.Next ?? graph.StartAt);
        for (input = visited?.Input ?? past?.Output ?? input; ; visited = null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = await VisitAsync(state, input, visited, cancellationToken);
            input = result.Output;
            if (result.Next is null)
                return input;
            state = graph.Get(result.Next);
        }
    }

    async ValueTask<long> AppendAsync(HistoryEventType type, HistoryDetails? details, EventTrace trace)
    {
        if (_retried is not null)
        {
            trace = trace with { Retried = [.. _retried] };
            _retried = null;
        }

        var id = await run.AppendAsync(Previous, type, details, trace);
        return type.IsAside() ? id : Previous = id;
    }

    async ValueTask<StateResult> VisitAsync(State state, Data input, VisitPast? visited, CancellationToken cancellationToken)
    {
        try
        {
            return await EnterAsync(state, input, visited, cancellationToken);
        }
        catch (StateFailure) when (parent is not null)
        {
            if (state is TaskState && (visited is null || !past!.IsStateClosed))
                await AppendAsync(HistoryEventType.TaskStateAborted, null, _trace);
            parent.Previous = Previous;
            throw;
        }
        catch (OperationCanceledException) when (parent is not null && !run.Ending.IsCancellationRequested && Aborted(state) is not null)
        {
            await AppendAsync(Aborted(state)!.Value, null, _trace);
            throw;
        }
    }

    async ValueTask<StateResult> EnterAsync(State state, Data input, VisitPast? visited, CancellationToken cancellationToken)
    {
        var entered = visited?.Entered ?? await AppendAsync(Entered(state), new HistoryDetails.StateEntered(state.Name, input.ToString()));
        var context = run.ContextFor(state.Name, visited?.EnteredTime ?? run.Clock.GetUtcNow(), mapItem);
        var visit = new Visit(this, state, input, entered, mapItem, new(context, Variables, run.Random), visited);
        var result = state switch
        {
            ParallelState s => await new ParallelStep(visit, s).RunAsync(cancellationToken),
            MapState s => await new MapStep(visit, s).RunAsync(cancellationToken),
            TaskState s => await new TaskStep(visit, s).RunAsync(cancellationToken),
            PassState s => PassStep.Run(visit, s),
            ChoiceState s => ChoiceStep.Run(visit, s),
            WaitState s => await WaitStep.RunAsync(visit, s, cancellationToken),
            SucceedState => new(visit.Output(visit.EffectiveInput()), null),
            FailState s => throw FailStep.Failure(visit, s),
            _ => throw new UnreachableException(),
        };

        var trace = result is { Next: null, IsCaught: false } ? _trace : _trace with { Next = result.Next, IsCaught = result.IsCaught };
        await AppendAsync(Exited(state), new HistoryDetails.StateExited(state.Name, result.Output.ToString(), result.Assigned), trace);
        parent?.Previous = Previous;
        return result;
    }

    static HistoryEventType Entered(State state) => state switch
    {
        ParallelState => HistoryEventType.ParallelStateEntered,
        MapState => HistoryEventType.MapStateEntered,
        TaskState => HistoryEventType.TaskStateEntered,
        PassState => HistoryEventType.PassStateEntered,
        ChoiceState => HistoryEventType.ChoiceStateEntered,
        WaitState => HistoryEventType.WaitStateEntered,
        SucceedState => HistoryEventType.SucceedStateEntered,
        _ => HistoryEventType.FailStateEntered,
    };

    static HistoryEventType? Aborted(State state) => state switch
    {
        TaskState => HistoryEventType.TaskStateAborted,
        WaitState => HistoryEventType.WaitStateAborted,
        ParallelState => HistoryEventType.ParallelStateAborted,
        MapState => HistoryEventType.MapStateAborted,
        _ => null,
    };

    static HistoryEventType Exited(State state) => state switch
    {
        ParallelState => HistoryEventType.ParallelStateExited,
        MapState => HistoryEventType.MapStateExited,
        TaskState => HistoryEventType.TaskStateExited,
        PassState => HistoryEventType.PassStateExited,
        ChoiceState => HistoryEventType.ChoiceStateExited,
        WaitState => HistoryEventType.WaitStateExited,
        _ => HistoryEventType.SucceedStateExited,
    };
}

/// <summary>What a state gave.</summary>
/// <param name="Next">The state that follows; null at the end.</param>
/// <param name="Assigned">The variables it set, as its last event shows them; null for none.</param>
/// <param name="IsCaught">A Catch took the state's failure.</param>
readonly record struct StateResult(
    Data Output, string? Next, IReadOnlyList<KeyValuePair<string, string>>? Assigned = null, bool IsCaught = false);
