using Granary.Platform.Runs;
using Granary.States.History;

namespace Granary.Home.Runs;

/// <summary>What a run that is ended before its work may have left open: children whose process was gone, jobs, crawls.</summary>
static class AbandonedWork
{
    /// <summary>Closes them in the journal, as part of the run's end.</summary>
    public static void Close(LocalHome home, string runId)
    {
        foreach (var execution in home.Executions.Of(runId).Where(e => e.Status == RunStatus.Running))
        {
            var last = home.Executions.LastEventId(execution.Arn);
            var aborted = new HistoryEvent(
                last + 1, last, home.Clock.GetUtcNow(), HistoryEventType.ExecutionAborted, new HistoryDetails.Failed(null, null));
            home.Executions.Append(execution.Arn, [(aborted.Id, new(aborted.ToJson(), aborted.Trace.ToText()))]);
            home.Executions.End(execution.Arn, RunStatus.Aborted);
        }

        home.JobRuns.StopAll(runId);
        home.Crawls.CancelAll(runId);
    }
}
