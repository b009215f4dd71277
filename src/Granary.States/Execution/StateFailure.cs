namespace Granary.States.Execution;

/// <summary>A state failed; Retry, Catch or the end of the execution follow.</summary>
sealed class StateFailure(string? error, string? cause) : Exception($"{error}: {cause}")
{
    public string? Error => error;

    public string? Cause => cause;
}
