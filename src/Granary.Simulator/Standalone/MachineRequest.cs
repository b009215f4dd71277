using Granary.States.Definition;

namespace Granary.Simulator.Standalone;

/// <summary>One state machine to run by itself: no project, no home.</summary>
public sealed record MachineRequest
{
    /// <summary>Amazon States Language, or whatever is in its place.</summary>
    public required string Definition { get; init; }

    /// <summary>JSON, or text that is to be refused.</summary>
    public string Input { get; init; } = "{}";

    /// <summary>JSON as in docs/states.md, "Mocks"; null for none.</summary>
    public string? Mocks { get; init; }

    public StateMachineType Type { get; init; }

    /// <summary>The state machine's.</summary>
    public string Name { get; init; } = "machine";

    /// <summary>Whether waits, pauses and time limits take no time.</summary>
    public bool HasVirtualClock { get; init; }

    /// <summary>The most events of the execution in place of the service's own limit; null for that.</summary>
    public long? MaxEvents { get; init; }

    /// <summary>The names that positions in problems carry.</summary>
    public (string Definition, string Mocks) Files { get; init; } = ("definition", "mocks");
}
