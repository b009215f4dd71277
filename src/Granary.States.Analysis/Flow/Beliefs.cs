using System.Collections.Immutable;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>What a way through a machine takes for granted about the values that nobody knows before a run.</summary>
sealed class Beliefs
{
    readonly ImmutableSortedDictionary<string, Belief> _all;

    Beliefs(ImmutableSortedDictionary<string, Belief> all) => _all = all;

    public static Beliefs None { get; } = new(ImmutableSortedDictionary.Create<string, Belief>(StringComparer.Ordinal));

    public IEnumerable<Belief> All => _all.Values;

    public string Key => string.Join(';', _all.Select(b => b.Value.Key));

    public bool IsPresent(Place place) => Find(place)?.IsThere == true;

    public bool IsAbsent(Place place)
    {
        for (Place? at = place; at is { } here; at = here.Above)
        {
            if (Find(here)?.IsThere == false)
                return true;
        }

        return false;
    }

    /// <summary>The value is there, and so is all that it is in.</summary>
    public Beliefs Present(Place place)
    {
        var all = _all;
        for (Place? at = place; at is { } here && !IsPresent(here); at = here.Above)
            all = all.SetItem(here.ToString(), (Find(here) ?? new(here)) with { IsThere = true });
        return ReferenceEquals(all, _all) ? this : new(all);
    }

    public Beliefs Absent(Place place) => new(_all.SetItem(place.ToString(), new(place) { IsThere = false }));

    /// <returns>Null when no value can be all of what is then believed.</returns>
    public Beliefs? Tested(Place place, Comparison comparison, bool holds)
    {
        var known = Find(place) ?? new(place);
        if (
            known.Tests.Any(t =>
                t.Comparison.Operator == comparison.Operator && Equals(t.Comparison.Value, comparison.Value) && t.Holds == holds))
            return this;
        var tested = known with { Tests = known.Tests.Add((comparison, holds)) };
        return tested.Example() is null ? null : new(_all.SetItem(place.ToString(), tested));
    }

    /// <summary>Forgets all about a source that gives a new value.</summary>
    public Beliefs Without(string source) => new(_all.RemoveRange(_all.Where(b => b.Value.Place.Source == source).Select(b => b.Key)));

    Belief? Find(Place place) => _all.GetValueOrDefault(place.ToString());
}

/// <summary>What is believed of one value.</summary>
sealed record Belief(Place Place)
{
    /// <summary>Null when it may be there or not.</summary>
    public bool? IsThere { get; init; }

    /// <summary>Comparisons with a written operand that were found to hold, or not to.</summary>
    public ImmutableList<(Comparison Comparison, bool Holds)> Tests { get; init; } = [];

    public string Key => $"{Place}{IsThere}{string.Concat(Tests.Select(KeyOf).Order(StringComparer.Ordinal))}";

    static string KeyOf((Comparison Comparison, bool Holds) test) => $"{test.Comparison.Operator}{test.Comparison.Value}{test.Holds}";

    /// <returns>A value that passes all of the tests; null when there is none that we know how to make.</returns>
    public Data? Example() => Examples.For(Tests);
}
