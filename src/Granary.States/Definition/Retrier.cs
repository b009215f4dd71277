using Granary.States.Expressions;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>How work that failed with certain errors is tried again.</summary>
public sealed record Retrier
{
    public string? Comment { get; init; }

    public required IReadOnlyList<string> ErrorEquals { get; init; }

    /// <summary>The pause before the first retry. Whole seconds, not negative; one second unless set.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tries after the first. 0 to 99,999,999; 3 unless set.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>What each further pause is multiplied with. At least 1; 2 unless set.</summary>
    public double BackoffRate { get; init; } = 2;

    /// <summary>The longest pause; no limit when null.</summary>
    public TimeSpan? MaxDelay { get; init; }

    public JitterStrategy Jitter { get; init; }

    /// <param name="attempt">From 0 for the first retry.</param>
    /// <param name="random">Used with <see cref="JitterStrategy.Full"/> alone.</param>
    public TimeSpan Delay(int attempt, Random random)
    {
        var longest = (MaxDelay ?? TimeSpan.FromDays(365)).TotalSeconds;
        var seconds = Math.Min(Interval.TotalSeconds * Math.Pow(BackoffRate, attempt), longest);
        return TimeSpan.FromSeconds(Jitter == JitterStrategy.Full ? seconds * random.NextDouble() : seconds);
    }
}

public enum JitterStrategy
{
    None,

    /// <summary>Anything from zero to the pause.</summary>
    Full,
}

/// <summary>Where an execution goes after certain errors.</summary>
public sealed record Catcher
{
    public string? Comment { get; init; }

    public required IReadOnlyList<string> ErrorEquals { get; init; }

    public required string Next { get; init; }

    /// <summary>Where in the state's input the error is put, as an object of Error and Cause; null to drop it.</summary>
    public ReferencePath? ResultPath { get; init; } = ReferencePath.Whole;

    public Template? Assign { get; init; }
}
