namespace Granary.States.Definition;

/// <summary>The error names that the language reserves, and which of them a list of names takes in.</summary>
public static class ErrorNames
{
    public const string All = "States.ALL";
    public const string TaskFailed = "States.TaskFailed";
    public const string Timeout = "States.Timeout";
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";
    public const string Runtime = "States.Runtime";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string NoChoiceMatched = "States.NoChoiceMatched";
    public const string IntrinsicFailure = "States.IntrinsicFailure";
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";
    public const string ItemReaderFailed = "States.ItemReaderFailed";
    public const string ResultWriterFailed = "States.ResultWriterFailed";
    public const string BranchFailed = "States.BranchFailed";

    /// <summary>Whether a Retry or Catch with these names is meant for this error.</summary>
    public static bool Match(IReadOnlyList<string> names, string error)
    {
        // A run-time error is a mistake in the definition; the service lets nobody handle it.
        if (error == Runtime)
            return false;
        foreach (var name in names)
        {
            if (name == error || name == All
                || (name == TaskFailed && error != Timeout)
                || (name == Timeout && error == HeartbeatTimeout))
                return true;
        }

        return false;
    }
}
