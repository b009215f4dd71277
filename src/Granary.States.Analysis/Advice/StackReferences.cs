namespace Granary.States.Analysis.Advice;

/// <summary>What a stack has that its state machines refer to. Names, not ARNs.</summary>
public sealed record StackReferences
{
    public required IReadOnlyCollection<string> Functions { get; init; }

    public required IReadOnlyCollection<StackJob> Jobs { get; init; }

    public required IReadOnlyCollection<string> Crawlers { get; init; }

    /// <summary>DynamoDB tables.</summary>
    public required IReadOnlyCollection<string> Tables { get; init; }

    public required IReadOnlyCollection<string> StateMachines { get; init; }
}

/// <param name="MostRuns">How many runs of the job may go on at once.</param>
/// <param name="Timeout">After which the service stops a run.</param>
public sealed record StackJob(string Name, int MostRuns, TimeSpan Timeout);
