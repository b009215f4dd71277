namespace Granary.Platform.Runs;

/// <summary>The state language's own states of an execution.</summary>
public enum RunStatus
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

/// <summary>What a run came to, for people; from best to worst.</summary>
public enum RunOutcome
{
    Succeeded,
    Empty,
    SucceededWithRejects,
    Partial,
    Cancelled,
    TimedOut,
    Failed,
}

public static class RunStatusText
{
    /// <summary>As Step Functions writes it: <c>TIMED_OUT</c>.</summary>
    public static string Text(this RunStatus status) => status == RunStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();

    public static RunStatus Status(string text) => Enum.Parse<RunStatus>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
