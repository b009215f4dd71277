using Granary.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Granary.Local.Journal;

/// <summary>The runs of a home.</summary>
public sealed class RunJournal(Database database, TimeProvider clock)
{
    const string Columns = "run_id, sequence, project, environment, execution_arn, status, outcome, job_id, started_at, ended_at, error, cause, last_state";

    public RunRecord Start(string runId, string project, string environment, string executionArn)
    {
        database.Execute(
            """
            INSERT INTO run (run_id, sequence, project, environment, execution_arn, status, started_at)
            VALUES (?1, (SELECT coalesce(max(sequence), 0) + 1 FROM run), ?2, ?3, ?4, 'RUNNING', ?5)
            """,
            runId, project, environment, executionArn, Timestamps.Text(clock.GetUtcNow()));
        return Get(runId);
    }

    public void SetJobId(string runId, string jobId) =>
        database.Execute("UPDATE run SET job_id = ?2 WHERE run_id = ?1 AND job_id IS NULL", runId, jobId);

    /// <summary>Ends a run that is still open; the first end stands.</summary>
    public void End(string runId, RunStatus status, RunOutcome outcome, string? error, string? cause, string? lastState) =>
        database.Execute(
            "UPDATE run SET status = ?2, outcome = ?3, ended_at = ?4, error = ?5, cause = ?6, last_state = ?7 WHERE run_id = ?1 AND status = 'RUNNING'",
            runId, status.Text(), outcome.ToString(), Timestamps.Text(clock.GetUtcNow()), error, cause, lastState);

    public RunRecord Get(string runId) => Find("run_id = ?1", runId)[0];

    /// <returns>All runs, the newest first.</returns>
    public IReadOnlyList<RunRecord> All() => Find("true");

    public IReadOnlyList<RunRecord> Open() => Find("status = 'RUNNING'");

    /// <param name="name">A run's id or a beginning of it that no other has, its execution's ARN, <c>@last</c> or <c>@last-failed</c>.</param>
    /// <returns>No run, the run, or all runs whose id begins so.</returns>
    public IReadOnlyList<RunRecord> Named(string name) => name switch
    {
        "@last" => Find("sequence = (SELECT max(sequence) FROM run)"),
        "@last-failed" => Find("sequence = (SELECT max(sequence) FROM run WHERE status NOT IN ('RUNNING', 'SUCCEEDED'))"),
        _ => Find("run_id = ?1 OR execution_arn = ?1 OR job_id = ?1", name) is { Count: > 0 } exact
            ? exact
            : Find("substr(run_id, 1, length(?1)) = ?1 OR substr(job_id, 1, length(?1)) = ?1", name),
    };

    List<RunRecord> Find(string condition, params ReadOnlySpan<object?> parameters) =>
        database.Query($"SELECT {Columns} FROM run WHERE {condition} ORDER BY sequence DESC", Read, parameters);

    static RunRecord Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        RunStatusText.Status(row.GetString(5)),
        Text(row, 6) is { } outcome ? Enum.Parse<RunOutcome>(outcome) : null,
        Text(row, 7),
        Timestamps.Read(row.GetString(8)),
        Text(row, 9) is { } ended ? Timestamps.Read(ended) : null,
        Text(row, 10),
        Text(row, 11),
        Text(row, 12));

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
