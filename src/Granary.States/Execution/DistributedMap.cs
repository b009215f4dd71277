using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>The iterations of a distributed map, each an execution of its own whose events are not part of this one's history.</summary>
/// <param name="tolerated">How many may fail.</param>
sealed class DistributedMap(Visit visit, MapState state, int tolerated)
{
    int _failed;

    public async ValueTask<DataArray> RunAsync(DataArray items, Func<Data, int, Data> select, int atOnce, CancellationToken cancellationToken)
    {
        var inputs = items.Select(select).ToArray();
        var outputs = new Data[items.Count];
        await visit.Track.AppendAsync(HistoryEventType.MapRunStarted, new HistoryDetails.MapRunStarted(Arn("mapRun", $"/{Label}")));
        try
        {
            await new SideBySide(Enumerable.Range(0, items.Count), atOnce).RunAsync(
                async (number, _, token) =>
                {
                    outputs[number] = await RunOneAsync(inputs[number], token);
                    return 0;
                },
                cancellationToken);
        }
        catch (StateFailure)
        {
            await visit.Track.AppendAsync(HistoryEventType.MapRunFailed, null);
            throw;
        }

        var succeeded = await visit.Track.AppendAsync(HistoryEventType.MapRunSucceeded, null);
        await visit.Track.AppendAfterAsync(succeeded, HistoryEventType.MapStateSucceeded, null);
        return new(outputs);
    }

    async ValueTask<Data> RunOneAsync(Data input, CancellationToken cancellationToken)
    {
        try
        {
            using var child = visit.Run.Child(Arn("execution", $"/{Label}"), NewName(), input);
            return await new Track(child).RunAsync(state.Processor, input, cancellationToken);
        }
        catch (StateFailure failure)
        {
            if (Interlocked.Increment(ref _failed) > tolerated)
                throw new StateFailure(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");
            return DataObject.Of(("Error", failure.Error ?? ""), ("Cause", failure.Cause ?? ""));
        }
    }

    string Label => state.Label ?? state.Name;

    string Arn(string kind, string suffix) =>
        visit.Run.Start.StateMachineArn.Replace(":stateMachine:", $":{kind}:", StringComparison.Ordinal) + suffix + (kind == "mapRun" ? $":{NewName()}" : "");

    string NewName()
    {
        Span<byte> bytes = stackalloc byte[16];
        visit.Run.Random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
