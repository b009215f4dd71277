using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A Parallel state.</summary>
sealed class ParallelStep(Visit visit, ParallelState state)
{
    public ValueTask<StateResult> RunAsync(CancellationToken cancellationToken) =>
        new Attempts(visit, state) { WhenGivenUp = HistoryEventType.ParallelStateFailed }.RunAsync(TryAsync, cancellationToken);

    async ValueTask<(Data Output, Data Result)> TryAsync(TryPast? past, CancellationToken cancellationToken)
    {
        var payload = visit.Payload(state.Parameters);
        var parent = visit.Track;
        var started = past?.Began ?? await parent.AppendAsync(HistoryEventType.ParallelStateStarted, null);
        var outputs = new Data[state.Branches.Count];
        var branches = new SideBySide(Enumerable.Range(0, outputs.Length), outputs.Length);
        await branches.RunAsync(
            async (number, _, token) =>
            {
                var branch = parent.Begin(started, number, started, visit.MapItem, past?.FindPart(number));
                outputs[number] = await branch.RunAsync(state.Branches[number], payload, token);
                return branch.Previous;
            },
            cancellationToken);

        if (past is not { IsComplete: true })
            await parent.AppendAsync(HistoryEventType.ParallelStateSucceeded, null);
        return visit.Finish(state, new DataArray(outputs));
    }
}
