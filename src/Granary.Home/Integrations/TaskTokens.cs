using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.StepFunctions;
using Granary.Home.Storage;
using Granary.Platform.Runs;
using Granary.States.Tasks;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Integrations;

/// <summary>The tokens that tasks of the home wait for, in its file: whoever can open the home can send one back.</summary>
public sealed class TaskTokens(LocalHome home) : ITaskTokens
{
    /// <summary>How often a task looks for its token.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    const string Columns =
        "token, execution_arn, state_name, activity, input, status, worker, created_at, taken_at, heartbeat_at, payload, error, cause";

    readonly Database _database = home.Database;

    /// <summary>
    /// From here on somebody may send the token back. One that was expected before is expected still, and keeps what was sent back
    /// meanwhile.
    /// </summary>
    /// <param name="activity">Its ARN; null for a task that a service hands on.</param>
    internal void Expect(TaskCall call, string? activity)
    {
        // Another token of the same try belongs to a process that is gone.
        _database.Execute(
            "UPDATE task_token SET status = 'OVER' WHERE execution_arn = ?1 AND event_id = ?2 AND token <> ?3 AND status IN ('WAITING', 'TAKEN')",
            call.ExecutionArn, call.ScheduledEventId, call.Token);
        _database.Execute(
            """
            INSERT INTO task_token (token, execution_arn, event_id, state_name, activity, input, status, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'WAITING', ?7)
            ON CONFLICT (token) DO UPDATE SET status = CASE status WHEN 'OVER' THEN 'WAITING' ELSE status END
            """,
            call.Token,
            call.ExecutionArn,
            call.ScheduledEventId,
            call.StateName,
            activity,
            call.Parameters?.ToJsonString(JsonSourceNode.Plain) ?? "null",
            Now());
    }

    /// <summary>Waits until somebody sends the token back, from this process or another.</summary>
    /// <param name="write">Does work in one transaction of the file.</param>
    /// <exception cref="TaskFailedException">It was sent back with a failure.</exception>
    internal async Task<JsonNode?> WaitAsync(TaskCall call, Action<Action> write, CancellationToken cancellationToken)
    {
        string? heartbeat = null;
        var isTaken = false;
        try
        {
            while (true)
            {
                var token =
                    Find(call.Token!) ?? throw new TaskFailedException("States.Runtime", "The token of the task is gone from the home.");
                if (token.TakenAt is not null && !isTaken)
                {
                    isTaken = true;
                    await call.ReportTakenAsync(token.Worker);
                }

                if (token.HeartbeatAt != heartbeat)
                {
                    heartbeat = token.HeartbeatAt;
                    call.ReportHeartbeat();
                }

                if (token.Status == "SUCCEEDED")
                    return JsonNode.Parse(token.Payload!);
                if (token.Status == "FAILED")
                    throw new TaskFailedException(token.Error ?? "", token.Cause);
                await Task.Delay(Pace, home.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            write(() => End(call.Token!, "OVER", null, null, null));
            throw;
        }
    }

    /// <returns>The tokens that somebody waits for, the oldest first.</returns>
    public IReadOnlyList<WaitingTask> Waiting() => _database.Query(
        $"SELECT {Columns} FROM task_token WHERE status IN ('WAITING', 'TAKEN') ORDER BY created_at, rowid", Read);

    /// <summary>Gives the oldest task of an activity to a worker.</summary>
    /// <param name="activity">A name or an ARN.</param>
    /// <returns>Null when there is none.</returns>
    public WaitingTask? Take(string activity, string? worker)
    {
        WaitingTask? taken = null;
        _database.Transaction(() =>
        {
            if (
                Waiting()
                    .FirstOrDefault(t =>
                        t.Status == "WAITING"
                        && t.Activity is { } a
                        && (a == activity || a.EndsWith($":activity:{activity}", StringComparison.Ordinal)))
                is not { } next)
                return;
            _database.Execute(
                "UPDATE task_token SET status = 'TAKEN', worker = ?2, taken_at = ?3, heartbeat_at = ?3 WHERE token = ?1", next.Token,
                worker, Now());
            taken = Find(next.Token);
        });
        return taken;
    }

    /// <summary>Sends a token back with the task's output.</summary>
    /// <param name="output">JSON text.</param>
    /// <returns>Null, or why the service would not take it.</returns>
    public string? TrySucceed(string token, string output) =>
        Try(token, () => Succeed(token, SfnActions.OutputOf(JsonValue.Create(output))));

    /// <summary>Sends a token back with a failure.</summary>
    /// <returns>Null, or why the service would not take it.</returns>
    public string? TryFail(string token, string error, string? cause) => Try(token, () => ((ITaskTokens)this).Fail(token, error, cause));

    /// <summary>Says that the task is still being worked on.</summary>
    /// <returns>Null, or why the service would not take it.</returns>
    public string? TrySendHeartbeat(string token) => Try(token, () => ((ITaskTokens)this).SendHeartbeat(token));

    void ITaskTokens.Check(string token)
    {
        var found = Find(token) ?? throw SfnActions.InvalidToken;
        if (found.Status is not ("WAITING" or "TAKEN"))
            throw SfnActions.TimedOut;

        // Parts of a distributed map are executions of their own that no row tells of.
        if (home.Executions.Find(found.ExecutionArn) is { Status: not RunStatus.Running })
            throw SfnActions.DoesNotExist;
    }

    void ITaskTokens.Succeed(string token, JsonNode? output) => Succeed(token, output);

    void ITaskTokens.Fail(string token, string error, string? cause) => End(token, "FAILED", null, error, cause);

    void ITaskTokens.SendHeartbeat(string token) => _database.Execute("UPDATE task_token SET heartbeat_at = ?2 WHERE token = ?1", token, Now());

    void Succeed(string token, JsonNode? output) =>
        End(token, "SUCCEEDED", output?.ToJsonString(JsonSourceNode.Plain) ?? "null", null, null);

    string? Try(string token, Action send)
    {
        try
        {
            _database.Transaction(() =>
            {
                ((ITaskTokens)this).Check(token);
                send();
            });
            return null;
        }
        catch (ServiceException e)
        {
            return e.Message;
        }
    }

    void End(string token, string status, string? payload, string? error, string? cause) => _database.Execute(
        "UPDATE task_token SET status = ?2, payload = ?3, error = ?4, cause = ?5, ended_at = ?6 WHERE token = ?1 AND status IN ('WAITING', 'TAKEN')",
        token, status, payload, error, cause, Now());

    WaitingTask? Find(string token) => _database.Query($"SELECT {Columns} FROM task_token WHERE token = ?1", Read, token).FirstOrDefault();

    string Now() => Timestamps.Text(home.Clock.GetUtcNow());

    static WaitingTask Read(SqliteDataReader row)
    {
        return new(
            row.GetString(0), row.GetString(1), row.GetString(2), Text(3), row.GetString(4), row.GetString(5), Text(6), row.GetString(7),
            Text(8), Text(9), Text(10), Text(11), Text(12));

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}

/// <summary>A task that waits for its token.</summary>
/// <param name="Activity">The ARN of the activity whose workers may take it; null for any other task.</param>
/// <param name="Input">JSON text.</param>
/// <param name="Status"><c>WAITING</c>, <c>TAKEN</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, or <c>OVER</c>: nobody waits for it any
/// more.</param>
public sealed record WaitingTask(
    string Token, string ExecutionArn, string StateName, string? Activity, string Input, string Status, string? Worker, string CreatedAt,
    string? TakenAt, string? HeartbeatAt, string? Payload, string? Error, string? Cause);
