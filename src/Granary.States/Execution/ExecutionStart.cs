using System.Text.Json.Nodes;
using Granary.States.Definition;

namespace Granary.States.Execution;

/// <summary>What starts an execution, and what its context object tells about it.</summary>
public sealed record ExecutionStart
{
    /// <summary><c>arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME</c>; tasks run in its region.</summary>
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    public required string StateMachineName { get; init; }

    public required string RoleArn { get; init; }

    /// <summary>Null for JSON's null.</summary>
    public required JsonNode? Input { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>What the execution's task tokens are made of. A resumed execution has it from its beginning.</summary>
    public string Salt { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Decides on the quotas: how long, how many events.</summary>
    public StateMachineType Type { get; init; }
}

/// <summary>How an execution ended.</summary>
/// <param name="Output">With <see cref="ExecutionStatus.Succeeded"/>; null for JSON's null.</param>
/// <param name="Error">With <see cref="ExecutionStatus.Failed"/>, unless a Fail state gave none.</param>
public sealed record ExecutionResult(ExecutionStatus Status, JsonNode? Output, string? Error, string? Cause);

public enum ExecutionStatus
{
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}
