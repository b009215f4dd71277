using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Maps;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A distributed map: each iteration is an execution of its own whose events are not part of this one's history.</summary>
sealed class DistributedMap(Visit visit, MapState state)
{
    const int MostAtOnce = 10_000;

    /// <remarks>A map that begins again goes on with the same executions under the same map run.</remarks>
    public async ValueTask<(Data Output, Data Result)> TryAsync(TryPast? past, CancellationToken cancellationToken)
    {
        var input = visit.EffectiveInput();
        var numbers = new MapNumbers(visit, input);
        var atOnce = (int)
            Math.Min(numbers.Count(state.MaxConcurrency, "MaxConcurrency") is > 0 and var most ? most : MostAtOnce, MostAtOnce);
        var threshold = new FailureThreshold(
            numbers.Count(state.ToleratedFailureCount, "ToleratedFailureCount"),
            numbers.Percentage(state.ToleratedFailurePercentage, "ToleratedFailurePercentage"));
        var given = state.Reader is null ? ItemsIn(input) : null;

        var started =
            past?.Began
            ?? await visit.Track.AppendAsync(HistoryEventType.MapStateStarted, new HistoryDetails.MapStarted(given?.Values.Count ?? 0));
        var selected = given is null ? null : Select(input, given);
        var mapRun = ArnOf("mapRun", $"{Label}:{DerivedId.From($"{visit.Run.Start.ExecutionArn}#{started}")}");
        if (past?.MapRunArn is null)
            await visit.Track.AppendAsync(HistoryEventType.MapRunStarted, new HistoryDetails.MapRunStarted(mapRun));
        if (past?.MapRunFailure is { } known)
            throw new StateFailure(known.Error, known.Cause);
        Data output;
        try
        {
            var store = new ObjectStore(visit, mapRun);
            selected ??= Select(input, await ReadAsync(input, numbers, store, cancellationToken));
            var children = Batch(input, numbers, selected)
                .Select((batch, number) => NewChild(mapRun, number, batch.Input, batch.Items))
                .ToArray();
            output = await RunAsync(
                children, started, past is { IsRedriven: true }, threshold.Of(selected.Count), atOnce, new(input, mapRun, store),
                cancellationToken);
        }
        catch (StateFailure failure) when (past?.MapRunSucceeded is null)
        {
            await visit.Track.AppendAsync(HistoryEventType.MapRunFailed, new HistoryDetails.Failed(failure.Error, failure.Cause));
            throw;
        }

        var succeeded = past?.MapRunSucceeded ?? await visit.Track.AppendAsync(HistoryEventType.MapRunSucceeded, null);
        if (past is not { IsComplete: true })
            await visit.Track.AppendAfterAsync(succeeded, HistoryEventType.MapStateSucceeded, null);
        return visit.Finish(state, output);
    }

    string Label => state.Label ?? state.Name;

    MapItems ItemsIn(Data input) => MapItems.From(visit.Find(state.ItemsPath, input))
        ?? throw visit.Failure(ErrorNames.Runtime, $"Reference path \"{state.ItemsPath.Text}\" must point to array.");

    async ValueTask<MapItems> ReadAsync(Data input, MapNumbers numbers, ObjectStore store, CancellationToken cancellationToken)
    {
        var parameters = Evaluated(state.Reader!.Parameters, input);
        var most = numbers.Whole(state.Reader.Config.MaxItems, "MaxItems") ?? 0;
        if (most < 0)
            throw new StateFailure(ErrorNames.ItemReaderFailed, "field MaxItems must be positive");
        try
        {
            return await new ItemReading(state.Reader, parameters, most == 0 ? long.MaxValue : most, store).ReadAsync(cancellationToken);
        }
        catch (ItemsException e)
        {
            throw new StateFailure(ErrorNames.ItemReaderFailed, e.Message);
        }
    }

    List<Data> Select(Data input, MapItems items)
    {
        if (state.ItemSelector is null)
            return [.. items.Values];
        var selected = new List<Data>(items.Values.Count);
        for (var i = 0; i < items.Values.Count; i++)
        {
            visit.Scope.Context.MapItem = items.Describe(i);
            selected.Add(visit.Evaluate(state.ItemSelector, input));
        }

        visit.Scope.Context.MapItem = null;
        return selected;
    }

    IEnumerable<(Data Input, int Items)> Batch(Data input, MapNumbers numbers, List<Data> items)
    {
        if (state.Batcher is null)
            return items.Select(i => (i, 1));
        var shared = state.Batcher.BatchInput is null ? null : visit.Evaluate(state.Batcher.BatchInput, input);
        return new Batches(
            Positive(numbers.Whole(state.Batcher.MaxItems, "MaxItemsPerBatch"), "MaxItemsPerBatch"),
            Positive(numbers.Whole(state.Batcher.MaxInputBytes, "MaxInputBytesPerBatch"), "MaxInputBytesPerBatch"),
            shared).Of(items);
    }

    static long? Positive(long? count, string field) =>
        count is null or > 0 ? count : throw new StateFailure(ErrorNames.ItemReaderFailed, $"field {field} must be positive");

    MapChild NewChild(string mapRun, int number, Data input, int items)
    {
        var name = DerivedId.From($"{mapRun}#{number}");
        return new(ArnOf("execution", $"{Label}:{name}"), name, ArnOf("stateMachine", Label), input, items);
    }

    async ValueTask<Data> RunAsync(
        MapChild[] children,
        long began,
        bool isRedriven,
        long tolerated,
        int atOnce,
        Destination destination,
        CancellationToken cancellationToken)
    {
        var failed = 0L;
        StateFailure? failure = null;
        try
        {
            await new SideBySide(Enumerable.Range(0, children.Length), atOnce).RunAsync(
                async (number, _, token) =>
                {
                    var child = children[number];
                    await new ChildRun(visit, state.Processor, child, began, isRedriven).RunAsync(token);
                    if (child.Status.IsFailure() && Interlocked.Add(ref failed, child.Items) > tolerated)
                        throw new StateFailure(
                            ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");
                    return 0;
                },
                cancellationToken);
        }
        catch (StateFailure e) when (state.Writer?.Resource is not null)
        {
            failure = e; // what there is of results is written all the same
        }

        var output = await GiveAsync(children, destination, cancellationToken);
        return failure is null ? output : throw failure;
    }

    async ValueTask<Data> GiveAsync(MapChild[] children, Destination destination, CancellationToken cancellationToken)
    {
        var results = new MapResults(state.Writer, children);
        if (state.Writer?.Resource is null)
            return results.Output();
        try
        {
            return await results.WriteAsync(
                destination.Store, destination.MapRun, Evaluated(state.Writer.Parameters, destination.Input), cancellationToken);
        }
        catch (ItemsException e)
        {
            throw new StateFailure(ErrorNames.ResultWriterFailed, e.Message);
        }
    }

    DataObject Evaluated(Expressions.Template? template, Data input) =>
        template is null ? DataObject.Empty : (DataObject)visit.Evaluate(template, input);

    string ArnOf(string kind, string suffix) =>
        $"{visit.Run.Start.StateMachineArn.Replace(":stateMachine:", $":{kind}:", StringComparison.Ordinal)}/{suffix}";

    /// <summary>What a ResultWriter is about.</summary>
    readonly record struct Destination(Data Input, string MapRun, ObjectStore Store);
}

/// <summary>How many items of a distributed map may fail: no more than either limit allows, and none without a limit.</summary>
readonly record struct FailureThreshold(long? Count, double? Percentage)
{
    public long Of(int items)
    {
        var byPercentage = Percentage is { } percentage ? (long)Math.Floor(items * percentage / 100) : (long?)null;
        return Math.Min(Count ?? byPercentage ?? 0, byPercentage ?? Count ?? 0);
    }
}
