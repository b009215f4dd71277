using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.StepFunctions;
using Granary.Platform.Runs;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>The tokens that tasks of the home wait for, in its file: whoever can open the home can send one back.</summary>
public sealed class TaskTokens(LocalHome home) : ITaskTokens
{
    /// <summary>How often a task looks for its token.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    readonly TaskTokenRepository _tokens = new(home.Database, home.Clock);

    /// <summary>
    /// From here on somebody may send the token back. One that was expected before is expected still, and keeps what was sent back
    /// meanwhile.
    /// </summary>
    /// <param name="activity">Its ARN; null for a task that a service hands on.</param>
    internal void Expect(TaskCall call, string? activity) => _tokens.Expect(
        call.Token!, call.ExecutionArn, call.ScheduledEventId, call.StateName, activity,
        call.Parameters?.ToJsonString(JsonSourceNode.Plain) ?? "null");

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
                    _tokens.Find(call.Token!)
                    ?? throw new TaskFailedException("States.Runtime", "The token of the task is gone from the home.");
                if (token.Task.TakenAt is not null && !isTaken)
                {
                    isTaken = true;
                    await call.ReportTakenAsync(token.Task.Worker);
                }

                if (token.Task.HeartbeatAt != heartbeat)
                {
                    heartbeat = token.Task.HeartbeatAt;
                    call.ReportHeartbeat();
                }

                if (token.Task.Status == "SUCCEEDED")
                    return JsonNode.Parse(token.Payload!);
                if (token.Task.Status == "FAILED")
                    throw new TaskFailedException(token.Error ?? "", token.Cause);
                await Task.Delay(Pace, home.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            write(() => _tokens.End(call.Token!, "OVER", null, null, null));
            throw;
        }
    }

    /// <inheritdoc cref="TaskTokenRepository.Waiting"/>
    internal IReadOnlyList<WaitingTask> Waiting() => _tokens.Waiting();

    /// <summary>Gives the oldest task of an activity to a worker.</summary>
    /// <param name="activity">A name or an ARN.</param>
    /// <returns>Null when there is none.</returns>
    public WaitingTask? Take(string activity, string? worker)
    {
        WaitingTask? taken = null;
        _tokens.Transaction(() =>
        {
            if (
                _tokens.Waiting()
                    .FirstOrDefault(t =>
                        t.Status == "WAITING"
                        && t.Activity is { } a
                        && (a == activity || a.EndsWith($":activity:{activity}", StringComparison.Ordinal)))
                is not { } next)
                return;
            _tokens.Take(next.Token, worker);
            taken = _tokens.Find(next.Token)?.Task;
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
        var found = _tokens.Find(token)?.Task ?? throw SfnActions.InvalidToken;
        if (found.Status is not ("WAITING" or "TAKEN"))
            throw SfnActions.TimedOut;

        // Parts of a distributed map are executions of their own that no row tells of.
        if (home.Executions.Find(found.ExecutionArn) is { Status: not RunStatus.Running })
            throw SfnActions.DoesNotExist;
    }

    void ITaskTokens.Succeed(string token, JsonNode? output) => Succeed(token, output);

    void ITaskTokens.Fail(string token, string error, string? cause) => _tokens.End(token, "FAILED", null, error, cause);

    void ITaskTokens.SendHeartbeat(string token) => _tokens.SendHeartbeat(token);

    void Succeed(string token, JsonNode? output) =>
        _tokens.End(token, "SUCCEEDED", output?.ToJsonString(JsonSourceNode.Plain) ?? "null", null, null);

    string? Try(string token, Action send)
    {
        try
        {
            _tokens.Transaction(() =>
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
}
