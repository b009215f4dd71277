using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>The ways in which a condition of a Choice state can come to hold, or not to.</summary>
static class Conditions
{
    /// <param name="root">The input of the Choice state.</param>
    /// <param name="field">Where the rule stands.</param>
    /// <returns>A look for each way, with what it takes for granted.</returns>
    public static IEnumerable<Look> Assume(Look look, Condition condition, bool holds, Shape root, string field) => condition switch
    {
        Condition.And a => holds ? All(look, a.All, true, root, field) : First(look, a.All, false, root, field),
        Condition.Or o => holds ? First(look, o.Any, true, root, field) : All(look, o.Any, false, root, field),
        Condition.Not n => Assume(look, n.Inner, !holds, root, field),
        Condition.Test t => Assume(look.Fork(), t, holds, root, field),
        _ => throw new UnreachableException(),
    };

    static IEnumerable<Look> All(Look look, IReadOnlyList<Condition> parts, bool hold, Shape root, string field)
    {
        IEnumerable<Look> looks = [look];
        foreach (var part in parts)
            looks = looks.SelectMany(l => Assume(l, part, hold, root, field));
        return looks;
    }

    /// <summary>Parts are asked in their order, and none behind the first that decides.</summary>
    static IEnumerable<Look> First(Look look, IReadOnlyList<Condition> parts, bool holds, Shape root, string field) =>
        parts
            .Index()
            .SelectMany(p =>
                All(look, [.. parts.Take(p.Index)], !holds, root, field).SelectMany(l => Assume(l, p.Item, holds, root, field)));

    static IEnumerable<Look> Assume(Look look, Condition.Test test, bool holds, Shape root, string field)
    {
        var comparison = test.Comparison;
        if (comparison.Operator == "IsPresent")
            return Presence(look, test, ((DataBoolean)comparison.Value!).Value == holds, root);

        var value = look.Find(test.Variable, root, field);
        var operand = comparison.Path is { } path ? look.Find(path, root, field) : Shape.Of(comparison.Value!);
        if (look.HasFailed)
            return [];
        return (value, operand) switch
        {
            (Shape.Exactly v, Shape.Exactly o) => Comparing.Holds(comparison, v.Value, o.Value) == holds ? [look] : [],
            (Shape.Unknown { Place: { } place, Written.Count: 0 }, Shape.Exactly o) when comparison.Path is null => Tested(
                look, place, test, holds, field),
            _ => [look],
        };
    }

    static IEnumerable<Look> Tested(Look look, Place place, Condition.Test test, bool holds, string field)
    {
        if (look.Beliefs.Tested(place, test.Comparison, holds) is not { } tested)
        {
            look.Exclude(test.Variable, field);
            return [];
        }

        look.Beliefs = tested;
        return [look];
    }

    static IEnumerable<Look> Presence(Look look, Condition.Test test, bool present, Shape root)
    {
        var (isThere, place) = look.Peek(test.Variable, root);
        if (isThere is { } known)
            return known == present ? [look] : [];
        if (place is { } unknown)
            look.Beliefs = present ? look.Beliefs.Present(unknown) : look.Beliefs.Absent(unknown);
        return [look];
    }
}
