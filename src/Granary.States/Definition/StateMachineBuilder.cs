using Granary.Model;
using Granary.States.Reading;

namespace Granary.States.Definition;

/// <summary>Writes a state machine in C#.</summary>
/// <param name="startAt">The state to begin with.</param>
public sealed class StateMachineBuilder(string startAt)
{
    readonly List<State> _states = [];

    public string? Comment { get; init; }

    public TimeSpan? Timeout { get; init; }

    public StateMachineBuilder Add(params ReadOnlySpan<State> states)
    {
        _states.AddRange(states);
        return this;
    }

    /// <exception cref="ProblemException">The machine is not valid; every problem that a definition file with the same states would
    /// have.</exception>
    public StateMachineDefinition Build()
    {
        if (_states.CountBy(s => s.Name).FirstOrDefault(n => n.Value > 1) is { Key: { } twice })
            throw new ProblemException(new Problem("GR2016", ProblemKind.Usage, $"Two states are named '{twice}'."));

        // Reading back what was written holds what is built to the same rules as what is read.
        var definition = new StateMachineDefinition { StartAt = startAt, States = [.. _states], Comment = Comment, Timeout = Timeout };
        return DefinitionReader.Read(definition.ToJson().ToJsonString(), $"state machine that starts at {startAt}").GetDefinition();
    }
}
