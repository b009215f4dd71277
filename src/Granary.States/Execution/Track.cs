using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Expressions;
using Granary.States.History;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>One line of states that follow each other: a whole machine, a branch, an iteration.</summary>
/// <param name="previous">The event after which it begins; 0 for a whole machine.</param>
sealed class Track(Run run, long previous = 0, Variables? outer = null, DataObject? mapItem = null)
{
    long _previous = previous;

    public Run Run => run;

    public Variables Variables { get; } = new(outer);

    public async ValueTask<long> AppendAsync(HistoryEventType type, HistoryDetails? details) =>
        _previous = await run.AppendAsync(_previous, type, details);

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
        var context = run.ContextFor(state.Name, mapItem);
        var entered = await AppendAsync(Entered(state), new HistoryDetails.StateEntered(state.Name, input.ToString()));
        var visit = new Visit(this, state, input, entered, new(context, Variables, run.Random));
        var result = state switch
        {
            TaskState s => await new TaskStep(visit, s).RunAsync(cancellationToken),
            PassState s => PassStep.Run(visit, s),
            ChoiceState s => ChoiceStep.Run(visit, s),
            WaitState s => await WaitStep.RunAsync(visit, s, cancellationToken),
            SucceedState => new(visit.Output(visit.EffectiveInput()), null),
            FailState s => throw FailStep.Failure(visit, s),
            _ => throw new UnreachableException(),
        };

        await AppendAsync(Exited(state), new HistoryDetails.StateExited(state.Name, result.Output.ToString(), result.Assigned));
        return result;
    }

    static HistoryEventType Entered(State state) => state switch
    {
        TaskState => HistoryEventType.TaskStateEntered,
        PassState => HistoryEventType.PassStateEntered,
        ChoiceState => HistoryEventType.ChoiceStateEntered,
        WaitState => HistoryEventType.WaitStateEntered,
        SucceedState => HistoryEventType.SucceedStateEntered,
        _ => HistoryEventType.FailStateEntered,
    };

    static HistoryEventType Exited(State state) => state switch
    {
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
