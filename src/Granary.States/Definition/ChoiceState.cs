using Granary.States.Expressions;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>Goes where the first rule that holds points to.</summary>
public sealed record ChoiceState : State
{
    public override string Type => "Choice";

    public required IReadOnlyList<ChoiceRule> Choices { get; init; }

    /// <summary>Where to go when no rule holds; without it the execution fails.</summary>
    public string? Default { get; init; }

    /// <summary>Variables to set when no rule holds.</summary>
    public Template? Assign { get; init; }

    public override IEnumerable<string> Successors =>
        Default is null ? Choices.Select(c => c.Next) : Choices.Select(c => c.Next).Append(Default);
}

/// <summary>One rule of a Choice state.</summary>
public sealed record ChoiceRule
{
    public string? Comment { get; init; }

    public required Condition When { get; init; }

    public required string Next { get; init; }

    public Template? Assign { get; init; }
}

/// <summary>What a rule asks, as a closed set.</summary>
public abstract record Condition
{
    Condition() { }

    public sealed record And(IReadOnlyList<Condition> All) : Condition;

    public sealed record Or(IReadOnlyList<Condition> Any) : Condition;

    public sealed record Not(Condition Inner) : Condition;

    /// <summary>A comparison of the value at a path.</summary>
    public sealed record Test(JsonPath Variable, Comparison Comparison) : Condition;

    /// <summary>The value at the path is this text.</summary>
    public static Condition StringEquals(JsonPath variable, string text) => new Test(variable, Comparison.Of("StringEquals", text));

    /// <summary>The path leads somewhere.</summary>
    public static Condition IsPresent(JsonPath variable) => new Test(variable, Comparison.Of("IsPresent", Values.Data.True));
}
