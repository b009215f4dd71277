using Granary.States.Definition;
using Granary.States.Maps;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>
/// Runs one execution of a distributed map. How it ends is the child's to tell; only the end of the map itself is an exception.
/// </summary>
/// <param name="isRedriven">Whether the map is repeated, keeping the children that succeeded.</param>
/// <param name="began">The event that began the map's try.</param>
sealed class ChildRun(Visit visit, ItemProcessor processor, MapChild child, long began, bool isRedriven)
{
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var clock = visit.Run.Clock;
        var result = await FollowAsync(cancellationToken);
        switch (result.Status)
        {
            case ExecutionStatus.Succeeded:
                child.Succeed(Data.From(result.Output), clock.GetUtcNow());
                break;
            case ExecutionStatus.Failed:
                child.Fail(MapChildStatus.Failed, result.Error, result.Cause, clock.GetUtcNow());
                break;
            case ExecutionStatus.TimedOut:
                child.Fail(MapChildStatus.TimedOut, ErrorNames.Timeout, null, clock.GetUtcNow());
                break;
            default:
                child.Fail(MapChildStatus.Aborted, null, null, clock.GetUtcNow());
                break;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    async Task<ExecutionResult> FollowAsync(CancellationToken cancellationToken)
    {
        var run = visit.Run;
        var start = run.Start with
        {
            ExecutionArn = child.Arn,
            Name = child.Name,
            Input = child.Input.ToNode(),
            StartTime = run.Clock.GetUtcNow(),
            Type = processor.ExecutionType,
        };
        child.Started = start.StartTime;
        var (history, past) = run.History.OfChild(start, began);
        var interpreter = new Interpreter(run.Tasks, history, run.Clock) { Random = run.Random, MaxEvents = run.MaxEvents };
        if (past is null)
            return await interpreter.RunAsync(processor, null, start, cancellationToken);
        child.Started = past.StartTime;
        start = start with { StartTime = past.StartTime };
        return isRedriven && past.End is { Status: not ExecutionStatus.Succeeded }
            ? await interpreter.RedriveAsync(processor, null, start, past, cancellationToken)
            : await interpreter.ResumeAsync(processor, null, start, past, run.Clock.GetUtcNow() - past.LastTime, cancellationToken);
    }
}
