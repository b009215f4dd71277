using System.Text;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>The service's limits for one execution. Source: Step Functions developer guide, "Service quotas".</summary>
static class Quotas
{
    /// <summary>Events of a Standard execution, the one that says how it ended among them. Express executions have no such limit.</summary>
    public const long StandardEvents = 25_000;

    /// <summary>Bytes of UTF-8 of an input or an output.</summary>
    const int MostBytes = 262_144;

    public static TimeSpan MostTime(StateMachineType type) =>
        type == StateMachineType.Express ? TimeSpan.FromMinutes(5) : TimeSpan.FromDays(365);

    public static bool IsTooLarge(Data value) => IsTooLarge(value.ToString());

    public static bool IsTooLarge(string text) => text.Length > MostBytes / 3 && Encoding.UTF8.GetByteCount(text) > MostBytes;

    /// <param name="what">A state, or the service or function that answered it.</param>
    public static StateFailure TooLarge(string what) =>
        new(
            ErrorNames.DataLimitExceeded,
            $"The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit.");
}

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
