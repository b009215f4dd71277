using Granary.States.Values;

namespace Granary.States.Resuming;

/// <summary>One try of a state's work.</summary>
/// <param name="began">The event that began it.</param>
/// <param name="parameters">Of a task, as they were evaluated then; null for Map and Parallel states.</param>
sealed class TryPast(long began, Data? parameters)
{
    readonly SortedDictionary<int, LinePast> _parts = [];

    public long Began => began;

    /// <exception cref="InvalidOperationException">The try has parts.</exception>
    public Data Parameters => parameters ?? throw new InvalidOperationException("Not a task.");

    public bool HasParts => parameters is null;

    public bool IsStarted { get; set; }

    public bool IsSubmitted { get; set; }

    /// <summary>What the task gave; null before that.</summary>
    public Data? Result { get; set; }

    /// <summary>Why the task, or all of the parts together, failed.</summary>
    public (string? Error, string? Cause)? Failure { get; private set; }

    public DateTimeOffset FailedTime { get; private set; }

    /// <summary>All parts have ended well.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Of a distributed map.</summary>
    public string? MapRunArn { get; set; }

    /// <summary>The event that says that the map run succeeded.</summary>
    public long? MapRunSucceeded { get; set; }

    /// <summary>Why the map run failed, while the state has not given up yet.</summary>
    public (string? Error, string? Cause)? MapRunFailure { get; set; }

    /// <summary>A redrive took its failure back; parts that failed are repeated.</summary>
    public bool IsRedriven { get; private set; }

    public void Fail(string? error, string? cause, DateTimeOffset time) => (Failure, FailedTime) = ((error, cause), time);

    public LinePast? FindPart(int number) => _parts.GetValueOrDefault(number);

    public LinePast PartOf(LinePast parent, int number)
    {
        if (!_parts.TryGetValue(number, out var part))
            _parts.Add(number, part = new(parent) { Previous = began });
        return part;
    }

    public void Redrive(long redriven)
    {
        Failure = MapRunFailure = null;
        IsRedriven = true;
        foreach (var part in _parts.Values.Where(p => !p.IsDone))
            part.Redrive(redriven);
    }
}
