using System.Text.Json.Nodes;
using Granary.States.Expressions;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>Runs branches side by side on the same input; its result is the list of their outputs.</summary>
public sealed record ParallelState : WorkState
{
    public override string Type => "Parallel";

    public required IReadOnlyList<Branch> Branches { get; init; }
}

/// <summary>A branch of a Parallel state.</summary>
public sealed record Branch : StateGraph
{
    public override JsonObject ToJson() => DefinitionWriter.Write(this);
}

/// <summary>Runs the same states for each item of a list; its result is the list of their outputs.</summary>
/// <remarks>The older names Iterator and Parameters are read as ItemProcessor and ItemSelector, and written so.</remarks>
public sealed record MapState : WorkState
{
    public override string Type => "Map";

    public required ItemProcessor Processor { get; init; }

    /// <summary>Distributed maps alone: where the items are, in place of <see cref="ItemsPath"/>.</summary>
    public ItemReader? Reader { get; init; }

    /// <summary>The list, in the state's input.</summary>
    public JsonPath ItemsPath { get; init; } = JsonPath.Whole;

    /// <summary>What an iteration gets in place of its item.</summary>
    public Template? ItemSelector { get; init; }

    /// <summary>Distributed maps alone: makes one iteration of several items.</summary>
    public ItemBatcher? Batcher { get; init; }

    /// <summary>Distributed maps alone: where the results go.</summary>
    public ResultWriter? Writer { get; init; }

    /// <summary>Iterations at once; 0 for as many as there can be.</summary>
    public Amount? MaxConcurrency { get; init; }

    /// <summary>Distributed maps alone: how many iterations may fail.</summary>
    public Amount? ToleratedFailureCount { get; init; }

    /// <summary>Distributed maps alone: how many of a hundred iterations may fail. 0 to 100.</summary>
    public Amount? ToleratedFailurePercentage { get; init; }

    /// <summary>Distributed maps alone: a name for the ARNs of the iterations, at most 40 characters.</summary>
    public string? Label { get; init; }
}

/// <summary>The states that a Map runs for each item.</summary>
public sealed record ItemProcessor : StateGraph
{
    /// <summary>Whether each iteration is an execution of its own, with its own history.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>With <see cref="IsDistributed"/>: the kind of those executions.</summary>
    public StateMachineType ExecutionType { get; init; }

    public override JsonObject ToJson() => DefinitionWriter.Write(this);
}
