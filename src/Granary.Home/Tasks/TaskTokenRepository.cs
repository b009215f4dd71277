using Granary.Home.Storage;
using Granary.Platform.Runs;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Tasks;

/// <summary>The tokens that tasks wait for, <c>task_token</c>.</summary>
sealed class TaskTokenRepository(Database database, TimeProvider clock)
{
    const string Columns =
        "token, execution_arn, state_name, activity, input, status, worker, created_at, taken_at, heartbeat_at, payload, error, cause";

    /// <summary>
    /// Adds a token. One that was expected before is expected still, and keeps what was sent back meanwhile; another token of the same try
    /// belongs to a process that is gone.
    /// </summary>
    /// <param name="activity">Its ARN; null for a task that a service hands on.</param>
    /// <param name="input">JSON text.</param>
    public void Expect(string token, string executionArn, long eventId, string stateName, string? activity, string input)
    {
        database.Execute(
            """
            UPDATE task_token SET status = 'OVER'
            WHERE execution_arn = ?1 AND event_id = ?2 AND token <> ?3 AND status IN ('WAITING', 'TAKEN')
            """,
            executionArn, eventId, token);
        database.Execute(
            """
            INSERT INTO task_token (token, execution_arn, event_id, state_name, activity, input, status, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'WAITING', ?7)
            ON CONFLICT (token) DO UPDATE SET status = CASE status WHEN 'OVER' THEN 'WAITING' ELSE status END
            """,
            token, executionArn, eventId, stateName, activity, input, Now());
    }

    /// <returns>The tokens that somebody waits for, the oldest first.</returns>
    public IReadOnlyList<WaitingTask> Waiting() => database.Query(
        $"SELECT {Columns} FROM task_token WHERE status IN ('WAITING', 'TAKEN') ORDER BY created_at, rowid", r => Read(r).Task);

    public TaskToken? Find(string token) =>
        database.Query($"SELECT {Columns} FROM task_token WHERE token = ?1", Read, token).FirstOrDefault();

    public void Take(string token, string? worker) => database.Execute(
        "UPDATE task_token SET status = 'TAKEN', worker = ?2, taken_at = ?3, heartbeat_at = ?3 WHERE token = ?1", token, worker, Now());

    public void SendHeartbeat(string token) => database.Execute("UPDATE task_token SET heartbeat_at = ?2 WHERE token = ?1", token, Now());

    /// <param name="status"><c>SUCCEEDED</c>, <c>FAILED</c>, or <c>OVER</c>: nobody waits for it any more.</param>
    /// <param name="payload">The output as JSON text, when it succeeded.</param>
    public void End(string token, string status, string? payload, string? error, string? cause) => database.Execute(
        """
        UPDATE task_token SET status = ?2, payload = ?3, error = ?4, cause = ?5, ended_at = ?6
        WHERE token = ?1 AND status IN ('WAITING', 'TAKEN')
        """,
        token, status, payload, error, cause, Now());

    public void Transaction(Action work) => database.Transaction(work);

    string Now() => Timestamps.Text(clock.GetUtcNow());

    static TaskToken Read(SqliteDataReader row)
    {
        var task = new WaitingTask(
            row.GetString(0), row.GetString(1), row.GetString(2), Text(3), row.GetString(4), row.GetString(5), Text(6), row.GetString(7),
            Text(8), Text(9));
        return new(task, Text(10), Text(11), Text(12));

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}

/// <summary>A token with what was sent back.</summary>
/// <param name="Payload">JSON text.</param>
sealed record TaskToken(WaitingTask Task, string? Payload, string? Error, string? Cause);
