using System.Text.Json.Nodes;
using Granary.Local.Storage;

namespace Granary.Local.Journal;

/// <summary>Finds runs that say RUNNING although the process that ran them is gone, and records their end.</summary>
sealed class Interruptions(Home home)
{
    public const string Error = "Granary.Interrupted";

    public void Record()
    {
        foreach (var run in home.Runs.Open())
        {
            var file = home.LockFile(run.RunId);
            using var owner = OwnerLock.TryTake(file);
            if (owner is null)
                continue;
            var lastState = LastState(run);
            home.Database.Transaction(() =>
            {
                foreach (var execution in home.Executions.Of(run.RunId).Where(e => e.Status == RunStatus.Running))
                    Abort(execution);
                home.Database.Execute("UPDATE job_run SET state = 'STOPPED', error = ?2 WHERE run_id = ?1 AND state = 'RUNNING'", run.RunId, Error);
                home.Database.Execute("UPDATE crawl SET state = 'CANCELLED', error = ?2 WHERE run_id = ?1 AND state = 'RUNNING'", run.RunId, Error);
                home.Runs.End(run.RunId, RunStatus.Aborted, RunOutcome.Failed, Error, $"The program that ran it ended in the state {lastState ?? "(none)"}.", lastState);
            });
            if (Directory.Exists(home.TemporaryFolder(run.RunId)))
                Directory.Delete(home.TemporaryFolder(run.RunId), recursive: true);
            File.Delete(file);
        }
    }

    void Abort(ExecutionRecord execution)
    {
        var last = home.Executions.Events(execution.Arn) is { Count: > 0 } events ? events[^1] : default;
        var aborted = new JsonObject
        {
            ["id"] = last.Id + 1,
            ["previousEventId"] = last.Id,
            ["timestamp"] = Timestamps.Text(home.Clock.GetUtcNow()),
            ["type"] = "ExecutionAborted",
            ["executionAbortedEventDetails"] = new JsonObject { ["error"] = Error, ["cause"] = "The program that ran it is gone." },
        };
        home.Executions.Append(execution.Arn, last.Id + 1, aborted.ToJsonString());
        home.Executions.End(execution.Arn, RunStatus.Aborted);
    }

    /// <summary>The state that was entered last, in the child that was started last.</summary>
    string? LastState(RunRecord run) => home.Executions.Of(run.RunId)
        .Reverse()
        .SelectMany(e => home.Executions.Events(e.Arn).Reverse())
        .Select(e => JsonNode.Parse(e.Text)?["stateEnteredEventDetails"]?["name"]?.GetValue<string>())
        .FirstOrDefault(name => name is not null);
}
