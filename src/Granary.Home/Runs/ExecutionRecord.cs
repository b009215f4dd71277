using System.Text.Json.Nodes;
using Granary.Platform.Runs;

namespace Granary.Home.Runs;

/// <summary>One start of a state machine: a run's own, or that of a child.</summary>
sealed record ExecutionRecord
{
    public required string Arn { get; init; }

    public required string RunId { get; init; }

    public required string Name { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    public required string MachineArn { get; init; }

    public required string RoleArn { get; init; }

    public required JsonNode? Input { get; init; }

    /// <summary>What its task tokens are made of.</summary>
    public required string Salt { get; init; }

    /// <summary>The definition that it goes by until its end, whatever becomes of the machine's.</summary>
    public required string DefinitionSha256 { get; init; }

    /// <summary>The state that it begins with in place of the definition's own; null for that.</summary>
    public string? StartAt { get; init; }

    /// <summary>Null for a run's own.</summary>
    public string? ParentArn { get; init; }

    /// <summary>The id of the parent's event that asked for it; null like <see cref="ParentArn"/> for a run's own.</summary>
    public long? ParentEvent { get; init; }

    public RunStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is running.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
