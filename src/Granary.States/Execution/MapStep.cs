using System.Globalization;
using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A Map state: what inline and distributed maps have in common.</summary>
sealed class MapStep(Visit visit, MapState state)
{
    /// <summary>The most iterations that the service runs at once inside one history.</summary>
    const int MostInline = 40;

    const int MostDistributed = 10_000;

    public ValueTask<StateResult> RunAsync(CancellationToken cancellationToken) =>
        new Attempts(visit, state) { WhenGivenUp = HistoryEventType.MapStateFailed }.RunAsync(TryAsync, cancellationToken);

    async ValueTask<(Data Output, Data Result)> TryAsync(TryPast? past, CancellationToken cancellationToken)
    {
        var input = visit.EffectiveInput();
        var items = visit.Find(state.ItemsPath, input) is DataArray list
            ? list
            : throw visit.Failure(ErrorNames.Runtime, $"Reference path \"{state.ItemsPath.Text}\" must point to array.");
        var limit = state.Processor.IsDistributed ? MostDistributed : MostInline;
        var atOnce = (int)Math.Min(Count(state.MaxConcurrency, input) is > 0 and var most ? most : limit, limit);

        var started = past?.Began ?? await visit.Track.AppendAsync(HistoryEventType.MapStateStarted, new HistoryDetails.MapStarted(items.Count));
        var outputs = state.Processor.IsDistributed
            ? await DistributedAsync(input, items, atOnce, cancellationToken)
            : await InlineAsync(started, past, input, items, atOnce, cancellationToken);
        return visit.Finish(state, outputs);
    }

    async ValueTask<DataArray> InlineAsync(long started, TryPast? past, Data input, DataArray items, int atOnce, CancellationToken cancellationToken)
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
    async ValueTask<(Data Output, long Ended)> IterateAsync(Track iteration, LinePast? past, int number, Func<Data> input, CancellationToken cancellationToken)
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

    async ValueTask<DataArray> DistributedAsync(Data input, DataArray items, int atOnce, CancellationToken cancellationToken)
    {
        var run = new DistributedMap(visit, state, Failures(input, items.Count));
        return await run.RunAsync(items, (item, number) => Select(input, item, ItemAt(items, number)), atOnce, cancellationToken);
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

    /// <summary>How many iterations of a distributed map may fail.</summary>
    int Failures(Data input, int count)
    {
        var byCount = Count(state.ToleratedFailureCount, input);
        var byPercentage = Count(state.ToleratedFailurePercentage, input) is { } percentage ? Math.Floor(count * percentage / 100) : (double?)null;
        return (int)Math.Min(byCount ?? byPercentage ?? 0, byPercentage ?? byCount ?? 0);
    }

    double? Count(Amount? amount, Data input) => amount switch
    {
        Amount.Fixed f => f.Count,
        Amount.At a => Number(visit.Find(a.Path, input)) is { } n and >= 0
            ? n
            : throw visit.Failure(ErrorNames.Runtime, $"Expected positive integer at '{a.Path.Text}', but found {visit.Find(a.Path, input)}."),
        _ => null,
    };

    static double? Number(Data value) => value switch
    {
        DataNumber n => n.Value,
        DataText t when double.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
