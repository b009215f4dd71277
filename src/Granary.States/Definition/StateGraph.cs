using System.Text.Json.Nodes;

namespace Granary.States.Definition;

/// <summary>States and the one to begin with: a whole machine, or a part that runs inside a state.</summary>
public abstract record StateGraph
{
    Dictionary<string, State>? _byName;

    public string? Comment { get; init; }

    public required string StartAt { get; init; }

    /// <summary>In the order they were written.</summary>
    public required IReadOnlyList<State> States
    {
        get;
        init
        {
            field = value;
            _byName = null; // a copy made by `with` brings the index of the other list along
        }
    }

    public State? Find(string name) => (_byName ??= States.ToDictionary(s => s.Name, StringComparer.Ordinal)).GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">There is no such state; a definition that was read has none that is named and
    /// missing.</exception>
    public State Get(string name) => Find(name) ?? throw new KeyNotFoundException($"There is no state '{name}'.");

    /// <summary>The definition as Amazon States Language.</summary>
    public abstract JsonObject ToJson();
}

/// <summary>A whole state machine.</summary>
public sealed record StateMachineDefinition : StateGraph
{
    public string? Version { get; init; }

    /// <summary>How long an execution may take; no end when null.</summary>
    public TimeSpan? Timeout { get; init; }

    public override JsonObject ToJson() => DefinitionWriter.Write(this);
}

/// <summary>Whom an execution serves: long and recorded, or short and many.</summary>
public enum StateMachineType
{
    Standard,
    Express,
}
