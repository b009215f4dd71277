using Granary.Local.Storage;

namespace Granary.Local.Journal;

/// <summary>The executions of runs and their events, in GetExecutionHistory's shape.</summary>
public sealed class ExecutionJournal(Database database, TimeProvider clock)
{
    /// <param name="parent">The execution and the event that started this one; null for a run's own.</param>
    public void Start(string arn, string runId, string name, string machine, (string Arn, long EventId)? parent, string definitionSha256) =>
        database.Execute(
            """
            INSERT INTO execution (arn, run_id, name, machine, parent_arn, parent_event, status, started_at, definition_sha256)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'RUNNING', ?7, ?8)
            """,
            arn, runId, name, machine, parent?.Arn, parent?.EventId, Timestamps.Text(clock.GetUtcNow()), definitionSha256);

    public void End(string arn, RunStatus status) =>
        database.Execute(
            "UPDATE execution SET status = ?2, ended_at = ?3 WHERE arn = ?1 AND status = 'RUNNING'",
            arn, status.Text(), Timestamps.Text(clock.GetUtcNow()));

    /// <summary>Writes an event; it is in the file when this returns.</summary>
    /// <param name="text">The event as a JSON object.</param>
    public void Append(string arn, long id, string text) =>
        database.Execute("INSERT INTO event (execution_arn, id, text) VALUES (?1, ?2, ?3)", arn, id, text);

    /// <returns>The executions of a run, the run's own first, children after it in the order they were started.</returns>
    public IReadOnlyList<ExecutionRecord> Of(string runId) => database.Query(
        "SELECT arn, name, machine, parent_arn, parent_event, status, started_at FROM execution WHERE run_id = ?1 ORDER BY rowid",
        r => new ExecutionRecord(
            r.GetString(0),
            r.GetString(1),
            r.GetString(2),
            r.IsDBNull(3) ? null : r.GetString(3),
            r.IsDBNull(4) ? null : r.GetInt64(4),
            RunStatusText.Status(r.GetString(5)),
            Timestamps.Read(r.GetString(6))),
        runId);

    /// <returns>Id and JSON text of an execution's events, in order.</returns>
    public IReadOnlyList<(long Id, string Text)> Events(string arn) => database.Query(
        "SELECT id, text FROM event WHERE execution_arn = ?1 ORDER BY id", r => (r.GetInt64(0), r.GetString(1)), arn);
}

/// <summary>One start of a state machine: a run's own, or that of a child.</summary>
/// <param name="ParentEvent">The id of the parent's TaskScheduled event that asked for it; null like <paramref name="ParentArn"/> for a run's own.</param>
public sealed record ExecutionRecord(
    string Arn, string Name, string Machine, string? ParentArn, long? ParentEvent, RunStatus Status, DateTimeOffset StartedAt);
