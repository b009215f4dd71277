using System.Diagnostics.CodeAnalysis;
using Granary.Model;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Definition;

/// <summary>What a comparison looks at.</summary>
public enum ComparisonKind
{
    Text,
    Number,
    Boolean,
    Timestamp,

    /// <summary>Text against a pattern in which <c>*</c> stands for anything.</summary>
    Pattern,

    /// <summary>The kind of the value, or whether it is there: IsNull, IsPresent, …</summary>
    Is,
}

/// <summary>How the value must stand to the operand.</summary>
public enum Ordering
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>An operator of a Choice state with its operand.</summary>
public sealed record Comparison
{
    static readonly (string Prefix, ComparisonKind Kind)[] Ordered =
        [("String", ComparisonKind.Text), ("Numeric", ComparisonKind.Number), ("Timestamp", ComparisonKind.Timestamp)];

    static readonly (string Suffix, Ordering Ordering)[] Suffixes =
    [
        ("Equals", Ordering.Equal), ("LessThan", Ordering.Less), ("LessThanEquals", Ordering.LessOrEqual),
        ("GreaterThan", Ordering.Greater), ("GreaterThanEquals", Ordering.GreaterOrEqual),
    ];

    static readonly string[] Tests = ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"];

    static readonly Dictionary<string, (ComparisonKind Kind, Ordering Ordering)> Known = MakeKnown();

    Comparison(string name, ComparisonKind kind, Ordering ordering) => (Operator, Kind, Ordering) = (name, kind, ordering);

    /// <summary>Every operator's name, those that end in <c>Path</c> among them.</summary>
    public static IReadOnlyCollection<string> Operators => Known.Keys;

    /// <summary>The operator's name, such as <c>NumericLessThanPath</c>.</summary>
    public string Operator { get; }

    public ComparisonKind Kind { get; }

    public Ordering Ordering { get; }

    /// <summary>What to compare with, where it is written out.</summary>
    public Data? Value { get; init; }

    /// <summary>Where to find what to compare with, for the operators that end in <c>Path</c>.</summary>
    public JsonPath? Path { get; init; }

    /// <exception cref="ProblemException">GR2014: no such operator, or an operand of another kind than it takes.</exception>
    public static Comparison Of(string name, Data operand) =>
        TryMake(name, operand, out var made, out var why) ? made : throw new ProblemException(new Problem("GR2014", ProblemKind.Usage,
            why));

    /// <param name="why">A sentence about the operand.</param>
    public static bool TryMake(string name, Data operand, [NotNullWhen(true)] out Comparison? made, [NotNullWhen(false)] out string? why)
    {
        (made, why) = (null, null);
        if (!Known.TryGetValue(name, out var known))
        {
            why = $"There is no comparison '{name}'.";
            return false;
        }

        var comparison = new Comparison(name, known.Kind, known.Ordering);
        if (name.EndsWith("Path", StringComparison.Ordinal))
        {
            if (operand is not DataText text)
                why = $"{name} takes a path, not {operand.Kind}.";
            else if (!JsonPath.TryParse(text.Value, out var path, out var whyNot))
                why = $"'{text.Value}' for {name} is not a path: {whyNot}";
            else
                made = comparison with { Path = path };
        }
        else if (Takes(known.Kind, operand))
        {
            made = comparison with { Value = operand };
        }
        else
        {
            why = $"{name} takes {Wanted(known.Kind)}, not {operand.Kind}{(operand is DataText t ? $" '{t.Value}'" : "")}.";
        }

        return made is not null;
    }

    static bool Takes(ComparisonKind kind, Data operand) => kind switch
    {
        ComparisonKind.Text or ComparisonKind.Pattern => operand is DataText,
        ComparisonKind.Number => operand is DataNumber,
        ComparisonKind.Timestamp => operand is DataText t && Timestamp.TryParse(t.Value, out _),
        _ => operand is DataBoolean,
    };

    static string Wanted(ComparisonKind kind) => kind switch
    {
        ComparisonKind.Text or ComparisonKind.Pattern => "text",
        ComparisonKind.Number => "a number",
        ComparisonKind.Timestamp => "a time such as 2030-01-31T08:00:00Z",
        _ => "true or false",
    };

    static Dictionary<string, (ComparisonKind Kind, Ordering Ordering)> MakeKnown()
    {
        var known = new Dictionary<string, (ComparisonKind Kind, Ordering Ordering)>(StringComparer.Ordinal);
        foreach (var (prefix, kind) in Ordered)
        {
            foreach (var (suffix, ordering) in Suffixes)
                Add(prefix + suffix, kind, ordering);
        }

        Add("BooleanEquals", ComparisonKind.Boolean, Ordering.Equal);
        known["StringMatches"] = (ComparisonKind.Pattern, Ordering.Equal);
        foreach (var test in Tests)
            known[test] = (ComparisonKind.Is, Ordering.Equal);
        return known;

        void Add(string name, ComparisonKind kind, Ordering ordering) => known[name] = known[name + "Path"] = (kind, ordering);
    }
}
