using System.Text.Json.Nodes;
using Granary.Home.Storage;
using Granary.Platform;
using Granary.Platform.Runs;
using Granary.States.Resuming;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Runs;

/// <summary>The executions of runs, <c>execution</c>, and their events in GetExecutionHistory's shape, <c>event</c>.</summary>
sealed class ExecutionRepository(Database database, TimeProvider clock)
{
    const int PageSize = 1000;

    const string Columns =
        "arn, run_id, name, machine, parent_arn, parent_event, status, started_at, machine_arn, role_arn, input, salt, start_at, "
        + "definition_sha256, ended_at";

    /// <summary>A query of SQL: the ARNs of the executions of runs that have ended.</summary>
    public static readonly string OfEndedRuns = $"SELECT arn FROM execution WHERE run_id IN ({RunRepository.EndedIds})";

    public void Start(ExecutionRecord execution) =>
        database.Execute(
            $"INSERT INTO execution ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'RUNNING', ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL)",
            execution.Arn,
            execution.RunId,
            execution.Name,
            execution.Machine,
            execution.ParentArn,
            execution.ParentEvent,
            Timestamps.Text(execution.StartedAt),
            execution.MachineArn,
            execution.RoleArn,
            execution.Input?.ToJsonString() ?? "null",
            execution.Salt,
            execution.StartAt,
            execution.DefinitionSha256);

    public void End(string arn, RunStatus status) =>
        database.Execute(
            "UPDATE execution SET status = ?2, ended_at = ?3 WHERE arn = ?1 AND status = 'RUNNING'",
            arn, status.Text(), Timestamps.Text(clock.GetUtcNow()));

    /// <summary>Makes an execution that has ended a running one.</summary>
    /// <param name="parentEvent">The event that asks for it now; null to leave it.</param>
    public void Reopen(string arn, long? parentEvent) =>
        database.Execute(
            "UPDATE execution SET status = 'RUNNING', ended_at = NULL, parent_event = coalesce(?2, parent_event) WHERE arn = ?1", arn,
            parentEvent);

    /// <summary>Writes events.</summary>
    public void Append(string arn, IEnumerable<(long Id, RecordedEvent Event)> events) => database.ExecuteAll(
        "INSERT INTO event (execution_arn, id, text, trace) VALUES (?1, ?2, ?3, ?4)",
        events.Select(e => new object?[] { arn, e.Id, e.Event.Text, e.Event.Trace }));

    /// <returns>The executions of a run, the run's own first, children after it in the order they were started.</returns>
    public IReadOnlyList<ExecutionRecord> Of(string runId) => Find("run_id = ?1 ORDER BY rowid", runId);

    public ExecutionRecord? Find(string arn) => Find("arn = ?1", arn) is [var found] ? found : null;

    /// <returns>The child that an event of its parent asked for.</returns>
    public ExecutionRecord? FindChild(string parentArn, long parentEvent) =>
        Find("parent_arn = ?1 AND parent_event = ?2", parentArn, parentEvent) is [var found, ..] ? found : null;

    /// <returns>The executions of a machine, the newest first.</returns>
    public IReadOnlyList<ExecutionRecord> OfMachine(string machineArn) => Find(
        "arn LIKE ?1 ORDER BY rowid DESC", Arn.Parse(machineArn).Execution("%").ToString());

    /// <returns>JSON text; null for an execution without events.</returns>
    public string? FirstEvent(string arn) => Event(arn, "ASC");

    /// <inheritdoc cref="FirstEvent"/>
    public string? LastEvent(string arn) => Event(arn, "DESC");

    /// <returns>0 for an execution without events.</returns>
    public long LastEventId(string arn) =>
        database.Query("SELECT coalesce(max(id), 0) FROM event WHERE execution_arn = ?1", r => r.GetInt64(0), arn)[0];

    /// <returns>Id and JSON text of an execution's events, in order.</returns>
    public IEnumerable<(long Id, string Text)> Events(string arn) => Recorded(arn).Select(e => (e.Id, e.Event.Text));

    /// <returns>An execution's events, in order, read as they are asked for: there may be a million.</returns>
    public IEnumerable<(long Id, RecordedEvent Event)> Recorded(string arn)
    {
        for (var last = 0L; ;)
        {
            var page = Page(arn, last, PageSize);
            foreach (var happened in page)
                yield return happened;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    /// <returns>At most so many events, those after an id, in order.</returns>
    public IReadOnlyList<(long Id, RecordedEvent Event)> Page(string arn, long after, int size) => database.Query(
        "SELECT id, text, trace FROM event WHERE execution_arn = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        r => (r.GetInt64(0), new RecordedEvent(r.GetString(1), Text(r, 2))), arn, after, size);

    string? Event(string arn, string order) =>
        database.Query($"SELECT text FROM event WHERE execution_arn = ?1 ORDER BY id {order} LIMIT 1", r => r.GetString(0), arn)
            .FirstOrDefault();

    List<ExecutionRecord> Find(string condition, params ReadOnlySpan<object?> parameters) =>
        database.Query($"SELECT {Columns} FROM execution WHERE {condition}", Read, parameters);

    static ExecutionRecord Read(SqliteDataReader row) => new()
    {
        Arn = row.GetString(0),
        RunId = row.GetString(1),
        Name = row.GetString(2),
        Machine = row.GetString(3),
        ParentArn = Text(row, 4),
        ParentEvent = row.IsDBNull(5) ? null : row.GetInt64(5),
        Status = RunStatusText.Status(row.GetString(6)),
        StartedAt = Timestamps.Read(row.GetString(7)),
        MachineArn = row.GetString(8),
        RoleArn = row.GetString(9),
        Input = JsonNode.Parse(row.GetString(10)),
        Salt = row.GetString(11),
        StartAt = Text(row, 12),
        DefinitionSha256 = row.GetString(13),
        EndedAt = Text(row, 14) is { } ended ? Timestamps.Read(ended) : null,
    };

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
