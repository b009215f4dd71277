using Granary.States.Expressions;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>One state of a machine. A closed set of records.</summary>
public abstract record State
{
    private protected State()
    {
    }

    /// <summary>At most 80 characters.</summary>
    public required string Name { get; init; }

    public string? Comment { get; init; }

    /// <summary>The part of the input that the state sees; null for an empty object.</summary>
    public JsonPath? InputPath { get; init; } = JsonPath.Whole;

    /// <summary>The part of the output that goes on; null for an empty object.</summary>
    public JsonPath? OutputPath { get; init; } = JsonPath.Whole;

    /// <summary>The service's name for the kind of state: Task, Pass, …</summary>
    public abstract string Type { get; }

    /// <summary>Every state that may follow this one, a name once for each way there.</summary>
    public virtual IEnumerable<string> Successors => [];
}

/// <summary>A state after which one other, named in it, follows; or the end.</summary>
public abstract record StepState : State
{
    /// <summary>The state that follows; null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>Variables to set when the state is done.</summary>
    public Template? Assign { get; init; }

    public override IEnumerable<string> Successors => Next is null ? [] : [Next];
}

/// <summary>A state that makes a result from its input.</summary>
public abstract record ResultState : StepState
{
    /// <summary>What the state works on, made from its input.</summary>
    public Template? Parameters { get; init; }

    /// <summary>Where in the state's input the result is put; null to drop the result.</summary>
    public ReferencePath? ResultPath { get; init; } = ReferencePath.Whole;
}

/// <summary>A state whose work can fail and be tried again.</summary>
public abstract record WorkState : ResultState
{
    /// <summary>Picks from the raw result.</summary>
    public Template? ResultSelector { get; init; }

    /// <summary>In the order they are asked; the first that fits an error decides.</summary>
    public IReadOnlyList<Retrier> Retry { get; init; } = [];

    /// <summary>In the order they are asked, once no retrier goes on.</summary>
    public IReadOnlyList<Catcher> Catch { get; init; } = [];

    public override IEnumerable<string> Successors => base.Successors.Concat(Catch.Select(c => c.Next));
}
