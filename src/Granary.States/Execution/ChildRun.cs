using Granary.States.Definition;
using Granary.States.Maps;

namespace Granary.States.Execution;

/// <summary>Runs one execution of a distributed map. How it ends is the child's to tell; only the end of the map itself is an exception.</summary>
sealed class ChildRun(Visit visit, ItemProcessor processor, MapChild child)
{
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var clock = visit.Run.Clock;
        using var limit = new TimeLimit(Quotas.MostTime(processor.ExecutionType), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        child.Started = clock.GetUtcNow();
        try
        {
            using var run = visit.Run.Child(child.Arn[..child.Arn.LastIndexOf(':')], child.Name, child.Input);
            child.Succeed(await new Track(run).RunAsync(processor, child.Input, either.Token), clock.GetUtcNow());
        }
        catch (StateFailure failure)
        {
            child.Fail(MapChildStatus.Failed, failure.Error, failure.Cause, clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            child.Fail(MapChildStatus.Aborted, null, null, clock.GetUtcNow());
            throw;
        }
        catch (OperationCanceledException) when (limit.IsReached)
        {
            child.Fail(MapChildStatus.TimedOut, ErrorNames.Timeout, null, clock.GetUtcNow());
        }
    }
}
