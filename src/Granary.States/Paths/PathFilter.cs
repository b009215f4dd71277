using System.Diagnostics;
using System.Text.RegularExpressions;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>The condition of a filter step, as a closed set.</summary>
abstract record PathFilter
{
    PathFilter() { }

    public sealed record And(PathFilter Left, PathFilter Right) : PathFilter;

    public sealed record Or(PathFilter Left, PathFilter Right) : PathFilter;

    public sealed record Not(PathFilter Inner) : PathFilter;

    /// <summary>The operand leads somewhere.</summary>
    public sealed record Exists(FilterOperand Operand) : PathFilter;

    public sealed record Compare(FilterOperand Left, string Operator, FilterOperand Right) : PathFilter;

    /// <summary>The whole text fits the pattern.</summary>
    public sealed record Matches(FilterOperand Left, Regex Pattern) : PathFilter;

    /// <param name="item">What <c>@</c> stands for.</param>
    /// <param name="root">What <c>$</c> stands for.</param>
    public bool Holds(Data item, Data root) => this switch
    {
        And a => a.Left.Holds(item, root) && a.Right.Holds(item, root),
        Or o => o.Left.Holds(item, root) || o.Right.Holds(item, root),
        Not n => !n.Inner.Holds(item, root),
        Exists e => e.Operand.Find(item, root) is not null,
        Compare c => Compares(c.Left.Find(item, root), c.Operator, c.Right.Find(item, root)),
        Matches m => m.Left.Find(item, root) is DataText t && m.Pattern.IsMatch(t.Value),
        _ => throw new UnreachableException(),
    };

    static bool Compares(Data? left, string comparison, Data? right)
    {
        if (left is null || right is null)
            return comparison == "!=" && (left is null) != (right is null);
        return comparison switch
        {
            "==" => left.Equals(right),
            "!=" => !left.Equals(right),
            "in" => right is DataArray a && a.Contains(left),
            "nin" => right is DataArray a && !a.Contains(left),
            _ => Order(left, right) is { } order && comparison switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            },
        };
    }

    static int? Order(Data left, Data right) => (left, right) switch
    {
        (DataNumber l, DataNumber r) => DataNumber.Compare(l, r),
        (DataText l, DataText r) => string.CompareOrdinal(l.Value, r.Value),
        _ => null,
    };
}

/// <summary>What stands on one side of a comparison: a literal, or a path from the item or from the root.</summary>
sealed record FilterOperand(Data? Literal, bool FromRoot, PathStep[] Steps)
{
    public Data? Find(Data item, Data root)
    {
        if (Literal is not null)
            return Literal;
        var from = FromRoot ? root : item;
        var found = new List<Data>();
        PathWalk.Collect(from, Steps, 0, root, found);
        return Array.TrueForAll(Steps, s => s.IsDefinite) ? found.FirstOrDefault() : new DataArray([.. found]);
    }
}
