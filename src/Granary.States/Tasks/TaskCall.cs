using System.Text.Json.Nodes;

namespace Granary.States.Tasks;

/// <summary>One try of one task.</summary>
public sealed class TaskCall
{
    public required TaskResource Resource { get; init; }

    /// <summary>The evaluated parameters, or a function's event. The runner's own; null for JSON's null.</summary>
    public required JsonNode? Parameters { get; init; }

    /// <summary>The state that the task belongs to.</summary>
    public required string StateName { get; init; }

    public required string ExecutionArn { get; init; }

    /// <summary>The region that the task runs in, as its events show it.</summary>
    public required string Region { get; init; }

    /// <summary>
    /// The id of the event that announced this try; what the try starts elsewhere can be traced back to it. A try that was going on when
    /// its process died is made again under the same id.
    /// </summary>
    public required long ScheduledEventId { get; init; }

    /// <summary>The event that announced the failed try that a redrive makes anew; null for any other try.</summary>
    public long? TakenBackEventId { get; init; }

    /// <summary>
    /// The token that ends a task of the pattern <see cref="TaskPattern.WaitForTaskToken"/>, and that activities hand out; else null.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>How long this try may take; no end when null. The interpreter cancels the try in time.</summary>
    public TimeSpan? Timeout { get; init; }

    internal Func<string?, ValueTask>? WhenTaken { get; init; }

    internal Func<JsonNode?, ValueTask>? WhenSubmitted { get; init; }

    internal Action? WhenAlive { get; init; }

    /// <summary>Records that a worker took the task. Activities alone; everything else starts at once.</summary>
    public ValueTask ReportTakenAsync(string? worker) => WhenTaken?.Invoke(worker) ?? ValueTask.CompletedTask;

    /// <summary>Records that the job was handed in, once, before it is waited for (<c>.sync</c>, <c>.waitForTaskToken</c>).</summary>
    /// <param name="output">What the service answered to handing in.</param>
    public ValueTask ReportSubmittedAsync(JsonNode? output) => WhenSubmitted?.Invoke(output) ?? ValueTask.CompletedTask;

    /// <summary>Starts the heartbeat's time anew.</summary>
    public void ReportHeartbeat() => WhenAlive?.Invoke();
}
