using Granary.States.Definition;
using Granary.States.History;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>Executes state machines as the service does.</summary>
/// <param name="clock">Waits, pauses, time limits and the times of events come from it.</param>
public sealed class Interpreter(ITaskRunner tasks, IHistory history, TimeProvider clock)
{
    /// <summary>For jitter, task tokens, States.MathRandom and States.UUID.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The most events of an execution, its last one among them. Unless set, the service's: 25,000 for Standard, no limit for Express.</summary>
    public long? MaxEvents { get; init; }

    /// <summary>Runs an execution to its end. Every end but a failing history is a result, not an exception.</summary>
    /// <param name="cancellationToken">Ends the execution as aborted.</param>
    public async Task<ExecutionResult> RunAsync(StateMachineDefinition definition, ExecutionStart start, CancellationToken cancellationToken = default)
    {
        var input = Data.From(start.Input);
        var most = Quotas.MostTime(start.Type);
        using var limit = new TimeLimit(definition.Timeout < most ? definition.Timeout : most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var run = new Run(start, input, tasks, history, clock, Random) { Ending = either.Token, MaxEvents = MaxEvents ?? MostEvents(start.Type) };
        await run.AppendAsync(0, HistoryEventType.ExecutionStarted, new HistoryDetails.Started(input.ToString(), start.RoleArn));

        var track = new Track(run);
        try
        {
            var output = await track.RunAsync(definition, input, either.Token);
            await track.AppendAsync(HistoryEventType.ExecutionSucceeded, new HistoryDetails.Succeeded(output.ToString()));
            return new(ExecutionStatus.Succeeded, output.ToNode(), null, null);
        }
        catch (StateFailure failure)
        {
            await track.AppendAsync(HistoryEventType.ExecutionFailed, new HistoryDetails.Failed(failure.Error, failure.Cause));
            return new(ExecutionStatus.Failed, null, failure.Error, failure.Cause);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await track.AppendAsync(HistoryEventType.ExecutionAborted, new HistoryDetails.Failed(null, null));
            return new(ExecutionStatus.Aborted, null, null, null);
        }
        catch (OperationCanceledException) when (limit.IsReached)
        {
            await track.AppendAsync(HistoryEventType.ExecutionTimedOut, new HistoryDetails.Failed(null, null));
            return new(ExecutionStatus.TimedOut, null, null, null);
        }
    }

    static long MostEvents(StateMachineType type) => type == StateMachineType.Express ? long.MaxValue : Quotas.StandardEvents;
}
