using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.History;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>One line of states that follow each other: a whole machine, a branch, an iteration.</summary>
/// <param name="previous">The event after which it begins; 0 for a whole machine.</param>
sealed class Track(Run run, long previous = 0, Variables? outer = null, DataObject? mapItem = null, Track? parent = null)
{
    public Run Run => run;

    /// <summary>The event that the next one follows from.</summary>
    public long Previous { get; set; } = previous;

    public Variables Variables { get; } = new(outer);

    public async ValueTask<long> AppendAsync(HistoryEventType type, HistoryDetails? details) =>
        Previous = await run.AppendAsync(Previous, type, details);

    /// <summary>Records an event that the following ones do not follow from.</summary>
    public ValueTask<long> AppendAsideAsync(HistoryEventType type, HistoryDetails? details) => run.AppendAsync(Previous, type, details);

    /// <summary>A part that runs inside a state of this line.</summary>
    /// <param name="after">The event that it begins after.</param>
    public Track Begin(long after, DataObject? item) => new(run, after, Variables, item, this);

    /// <returns>The output of the last state.</returns>
    /// <exception cref="StateFailure">A state failed and nothing caught it.</exception>
    public async ValueTask<Data> RunAsync(StateGraph graph, Data input, CancellationToken cancellationToken)
    {
        for (var state = graph.Get(graph.StartAt); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = await VisitAsync(state, input, cancellationToken);
            input = result.Output;
            if (result.Next is null)
                return input;
            state = graph.Get(result.Next);
        }
    }

    async ValueTask<StateResult> VisitAsync(State state, Data input, CancellationToken cancellationToken)
    {
        try
        {
            return await EnterAsync(state, input, cancellationToken);
        }
        catch (StateFailure) when (parent is not null)
        {
            if (state is TaskState)
                await AppendAsideAsync(HistoryEventType.TaskStateAborted, null);
            parent.Previous = Previous;
            throw;
        }
        catch (OperationCanceledException) when (parent is not null && !run.Ending.IsCancellationRequested && Aborted(state) is not null)
        {
            await AppendAsideAsync(Aborted(state)!.Value, null);
            throw;
        }
    }

    async ValueTask<StateResult> EnterAsync(State state, Data input, CancellationToken cancellationToken)
    {
        var context = run.ContextFor(state.Name, mapItem);
        var entered = await AppendAsync(Entered(state), new HistoryDetails.StateEntered(state.Name, input.ToString()));
        var visit = new Visit(this, state, input, entered, mapItem, new(context, Variables, run.Random));
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

        await AppendAsync(Exited(state), new HistoryDetails.StateExited(state.Name, result.Output.ToString(), result.Assigned));
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
readonly record struct StateResult(Data Output, string? Next, IReadOnlyList<KeyValuePair<string, string>>? Assigned = null);
