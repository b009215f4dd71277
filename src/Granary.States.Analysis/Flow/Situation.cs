using System.Collections.Immutable;

namespace Granary.States.Analysis.Flow;

/// <summary>What is known at one point of a way through a machine.</summary>
/// <param name="Data">The input of the state that comes next, or the output of the last one.</param>
/// <param name="Variables">Those that have been assigned.</param>
sealed record Situation(Shape Data, Beliefs Beliefs, ImmutableSortedDictionary<string, Shape> Variables)
{
    /// <summary>The item of the iteration; null outside of maps.</summary>
    public Shape? Item { get; init; }

    /// <summary>The states that were visited, the last one first.</summary>
    public Trail? Trail { get; init; }

    /// <summary>How often each state was visited; null where visits are not told apart.</summary>
    public ImmutableDictionary<string, int>? Visits { get; init; }

    /// <summary>What tasks answered, in the order of the visits; kept with <see cref="Visits"/> alone.</summary>
    public ImmutableList<Answer> Answers { get; init; } = [];

    /// <summary>The ways on that were taken; kept with <see cref="Visits"/> alone.</summary>
    public ImmutableList<Edge> Edges { get; init; } = [];

    /// <summary>Whether some list has to be so long that what is made of it passes the service's limit.</summary>
    public bool IsHuge { get; init; }

    public static Situation Start { get; } =
        new(Shape.At(Place.Input), Beliefs.None, ImmutableSortedDictionary.Create<string, Shape>(StringComparer.Ordinal));

    /// <summary>The same for situations from which the same follows.</summary>
    public string Key => $"{Data.Key}|{Beliefs.Key}|{string.Join(',', Variables.Select(v => $"{v.Key}={v.Value.Key}"))}|{Item?.Key}";

    /// <summary>The name of a state's result or error as a source of values.</summary>
    public string SourceOf(string kind, string state) =>
        Visits?.GetValueOrDefault(state) is { } visit and > 1 ? $"{kind}:{state}#{visit}" : $"{kind}:{state}";
}

/// <summary>The states on the way so far.</summary>
sealed record Trail(string State, Trail? Before)
{
    /// <returns>The states from first to last.</returns>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            for (var at = this; at is not null; at = at.Before)
                names.Insert(0, at.State);
            return names;
        }
    }
}

/// <summary>What a task answered at one visit.</summary>
/// <param name="Source">Where its result, or the text of its error, comes from.</param>
/// <param name="Error">Null for a result.</param>
/// <param name="Times">How often it is asked, retries included.</param>
sealed record Answer(string State, string Source, string? Error, int Times);

/// <summary>A way on from a state.</summary>
/// <param name="Kind"><c>next</c>, <c>choice</c>, <c>default</c>, <c>catch</c> or <c>fail</c>.</param>
/// <param name="Number">Of the rule or the catcher, from 0.</param>
/// <param name="To">Null at the end.</param>
sealed record Edge(string From, string Kind, int Number, string? To);

/// <summary>An edge, and what is known behind it.</summary>
/// <param name="Error">The error with which the machine, or the part that the state is in, fails; else null.</param>
sealed record Way(Edge Edge, Situation After, string? Error = null);

/// <summary>How a path was answered.</summary>
enum Found
{
    /// <summary>Nothing can be there.</summary>
    Nowhere,

    /// <summary>By the execution's input alone, if at all.</summary>
    InInput,

    /// <summary>By something that a state put into the input.</summary>
    Written,

    /// <summary>Compared with something that no value we know how to make can be, after all that is believed of it.</summary>
    Excluded,
}

/// <summary>A path that a state followed.</summary>
/// <param name="Field">Of the state, as the service writes places: <c>Parameters</c>, <c>Choices[0]</c>.</param>
/// <param name="Text">The whole expression that the path is in.</param>
/// <param name="Name">Of the member of the execution's input, with <see cref="Found.InInput"/> and <see cref="Found.Written"/>.</param>
sealed record FollowedPath(string State, string Field, string Text, string Path, Found Found, string? Name, Trail? Trail);
