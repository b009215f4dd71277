using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>Compares a value with an operand. Values of another kind than the operator's never compare as true.</summary>
static class Comparing
{
    public static bool Holds(Comparison comparison, Data value, Data operand) =>
        comparison.Kind switch
        {
            ComparisonKind.Text => value is DataText l
                && operand is DataText r
                && Holds(comparison.Ordering, string.CompareOrdinal(l.Value, r.Value)),
            ComparisonKind.Number => value is DataNumber l
                && operand is DataNumber r
                && Holds(comparison.Ordering, DataNumber.Compare(l, r)),
            ComparisonKind.Boolean => value is DataBoolean l && operand is DataBoolean r && l.Value == r.Value,
            ComparisonKind.Timestamp => Time(value) is { } l && Time(operand) is { } r && Holds(comparison.Ordering, l.CompareTo(r)),
            ComparisonKind.Pattern => value is DataText l && operand is DataText r && Pattern.Matches(l.Value, r.Value),
            _ => operand is DataBoolean b && Is(comparison.Operator, value) == b.Value,
        };

    static bool Holds(Ordering ordering, int order) => ordering switch
    {
        Ordering.Equal => order == 0,
        Ordering.Less => order < 0,
        Ordering.LessOrEqual => order <= 0,
        Ordering.Greater => order > 0,
        _ => order >= 0,
    };

    static bool Is(string name, Data value) => name switch
    {
        "IsNull" => value is DataNull,
        "IsNumeric" => value is DataNumber,
        "IsString" => value is DataText,
        "IsBoolean" => value is DataBoolean,
        _ => Time(value) is not null,
    };

    static DateTimeOffset? Time(Data value) => value is DataText t && Timestamp.TryParse(t.Value, out var time) ? time : null;
}

/// <summary>Patterns of StringMatches: <c>*</c> is any text, a backslash takes the next character as it is.</summary>
static class Pattern
{
    public static bool Matches(string text, string pattern)
    {
        // Greedy with one point to go back to: linear for patterns with one star, and never worse than text times pattern.
        var (at, next, star, retry) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                star = next++;
                retry = at;
            }
            else if (next < pattern.Length && Literal(pattern, next, out var length) == text[at])
            {
                at++;
                next += length;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (next < pattern.Length && pattern[next] == '*')
            next++;
        return next == pattern.Length;
    }

    static char Literal(string pattern, int at, out int length)
    {
        length = pattern[at] == '\\' && at + 1 < pattern.Length ? 2 : 1;
        return pattern[at + length - 1];
    }
}
