using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Maps;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A Map state: the iterations of an inline one run inside its history.</summary>
sealed class MapStep(Visit visit, MapState state)
{
    /// <summary>The most iterations that the service runs at once inside one history.</summary>
    const int MostInline = 40;

    public ValueTask<StateResult> RunAsync(CancellationToken cancellationToken) =>
        new Attempts(visit, state) { WhenGivenUp = HistoryEventType.MapStateFailed }.RunAsync(TryAsync, cancellationToken);

    async ValueTask<(Data Output, Data Result)> TryAsync(TryPast? past, CancellationToken cancellationToken)
    {
        if (state.Processor.IsDistributed)
            return await new DistributedMap(visit, state).TryAsync(past, cancellationToken);
        var input = visit.EffectiveInput();
        var items = visit.Find(state.ItemsPath, input) is DataArray list
            ? list
            : throw visit.Failure(ErrorNames.Runtime, $"Reference path \"{state.ItemsPath.Text}\" must point to array.");
        var atOnce = (int)
            Math.Min(
                new MapNumbers(visit, input).Count(state.MaxConcurrency, "MaxConcurrency") is > 0 and var most ? most : MostInline,
                MostInline);

        var started =
            past?.Began ?? await visit.Track.AppendAsync(HistoryEventType.MapStateStarted, new HistoryDetails.MapStarted(items.Count));
        var outputs = await InlineAsync(started, past, input, items, atOnce, cancellationToken);
        return visit.Finish(state, outputs);
    }

    async ValueTask<DataArray> InlineAsync(
        long started, TryPast? past, Data input, DataArray items, int atOnce, CancellationToken cancellationToken)
    {
        var outputs = new Data[items.Count];
        var open = new List<int>();
        for (var i = 0; i < outputs.Length; i++)
        {
            if (past?.FindPart(i) is { IsDone: true } done)
                outputs[i] = done.Output!;
            else
                open.Add(i);
        }

        await new SideBySide(open, atOnce).RunAsync(
            async (number, last, token) =>
            {
                var part = past?.FindPart(number);
                var item = ItemAt(items, number);
                var iteration = visit.Track.Begin(started, number, last ?? started, item, part);
                (outputs[number], var ended) = await IterateAsync(iteration, part, number, () => Select(input, items[number], item), token);
                return ended;
            },
            cancellationToken);
        if (past is not { IsComplete: true })
            await visit.Track.AppendAsync(HistoryEventType.MapStateSucceeded, null);
        return new(outputs);
    }

    /// <returns>The iteration's output, and the event that it ended with.</returns>
    async ValueTask<(Data Output, long Ended)> IterateAsync(
        Track iteration, LinePast? past, int number, Func<Data> input, CancellationToken cancellationToken)
    {
        var details = new HistoryDetails.MapIteration(state.Name, number);
        if (past is null)
            await iteration.AppendAsync(HistoryEventType.MapIterationStarted, details);
        Data output;
        try
        {
            output = await iteration.RunAsync(state.Processor, input(), cancellationToken);
        }
        catch (StateFailure)
        {
            if (past is not { IsClosed: true })
                await iteration.AppendAsync(HistoryEventType.MapIterationFailed, details);
            throw;
        }
        catch (OperationCanceledException) when (!visit.Run.Ending.IsCancellationRequested)
        {
            if (past is not { IsClosed: true })
                await iteration.AppendAsync(HistoryEventType.MapIterationAborted, details);
            throw;
        }

        visit.Track.Previous = await iteration.AppendAsync(HistoryEventType.MapIterationSucceeded, details);
        return (output, iteration.Previous);
    }

    static DataObject ItemAt(DataArray items, int number) => DataObject.Of(("Index", number), ("Value", items[number]));

    Data Select(Data input, Data item, DataObject mapItem)
    {
        if (state.ItemSelector is null)
            return item;
        visit.Scope.Context.MapItem = mapItem;
        var selected = visit.Evaluate(state.ItemSelector, input);
        visit.Scope.Context.MapItem = null;
        return selected;
    }
}
