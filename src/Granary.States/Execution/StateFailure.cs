using Granary.States.Definition;

namespace Granary.States.Execution;

/// <summary>A state failed; Retry, Catch or the end of the execution follow.</summary>
sealed class StateFailure(string? error, string? cause) : Exception($"{error}: {cause}")
{
    public string? Error => error;

    public string? Cause => cause;

    /// <summary>It is called a timeout, and it was a heartbeat that did not come: Retry and Catch can name either.</summary>
    public bool IsSilence { get; init; }

    /// <summary>Whether a Retry or Catch with these names is meant for it.</summary>
    public bool IsOneOf(IReadOnlyList<string> names) =>
        ErrorNames.Match(names, error ?? "") || (IsSilence && names.Contains(ErrorNames.HeartbeatTimeout));
}
