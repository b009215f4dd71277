using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Resuming;

namespace Granary.Home.Execution;

/// <summary>Writes the events of one execution to the journal, and shows them to whoever watches the run.</summary>
/// <remarks>
/// Events that nothing depends on yet wait for the next one that something does: states that only compute can be computed again.
/// </remarks>
/// <param name="isNew">Whether the execution itself is still to be written, together with its first events.</param>
sealed class JournaledHistory(LocalHome home, RunLease lease, ExecutionRecord execution, bool isNew, IRunObserver observer) : IHistory
{
    const int MostPending = 500;

    readonly List<(long Id, RecordedEvent Event)> _pending = [];
    HistoryEventType? _last;
    bool _isNew = isNew;

    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        _pending.Add((happened.Id, new(happened.ToJson(), happened.Trace.ToText())));
        _last = happened.Type;
        observer.Happened(execution.Arn, happened);
        return _pending.Count < MostPending ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count == 0)
            return ValueTask.CompletedTask;
        lease.Write(() =>
        {
            if (_isNew)
                home.Executions.Start(execution);
            home.Executions.Append(execution.Arn, _pending);
            if (Ended() is { } status)
                home.Executions.End(execution.Arn, status);
        });
        _isNew = false;
        _pending.Clear();
        return ValueTask.CompletedTask;
    }

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began)
    {
        var known = home.Executions.Find(child.ExecutionArn);
        var record =
            known
            ?? execution with
            {
                Arn = child.ExecutionArn,
                Name = child.Name,
                Input = child.Input,
                StartAt = null,
                ParentArn = execution.Arn,
                ParentEvent = began,
                StartedAt = child.StartTime,
            };
        return (
            new JournaledHistory(home, lease, record, known is null, observer),
            known is null ? null : Past.Read(home.Executions.Recorded(record.Arn).Select(e => e.Event)));
    }

    RunStatus? Ended() => _last switch
    {
        HistoryEventType.ExecutionSucceeded => RunStatus.Succeeded,
        HistoryEventType.ExecutionFailed => RunStatus.Failed,
        HistoryEventType.ExecutionTimedOut => RunStatus.TimedOut,
        HistoryEventType.ExecutionAborted => RunStatus.Aborted,
        _ => null,
    };
}
