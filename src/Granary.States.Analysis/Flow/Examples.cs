using System.Globalization;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>Values that pass comparisons: the operands themselves, and what lies next to them.</summary>
static class Examples
{
    static readonly Data[] Usual = ["sample", 1, Data.True, Data.False, Data.Null, DataObject.Empty, "2030-01-31T08:00:00Z"];

    public static Data? For(IReadOnlyList<(Comparison Comparison, bool Holds)> tests) =>
        Usual.Take(1).Concat(tests.SelectMany(t => Near(t.Comparison))).Concat(Between(tests)).Concat(Usual.Skip(1))
            .FirstOrDefault(candidate => tests.All(t => Comparing.Holds(t.Comparison, candidate, t.Comparison.Value!) == t.Holds));

    static IEnumerable<Data> Near(Comparison comparison) =>
        comparison switch
        {
            { Kind: ComparisonKind.Number, Value: DataNumber n } => new[]
            {
                n.Value,
                n.Value + 1,
                n.Value - 1,
                n.Value + 0.5,
                n.Value - 0.5,
            }.Select(Number),
            { Kind: ComparisonKind.Timestamp, Value: DataText t } when Timestamp.TryParse(t.Value, out var time) => new[]
            {
                0,
                1,
                -1,
            }.Select(s => (Data)time.AddSeconds(s).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
            { Kind: ComparisonKind.Text, Value: DataText t } => [t, t.Value + "~", t.Value + "!", "", Before(t.Value)],
            { Kind: ComparisonKind.Pattern, Value: DataText t } => [Unescaped(t.Value, ""), Unescaped(t.Value, "x")],
            { Value: { } value } => [value],
            _ => [],
        };

    /// <summary>What lies in the middle of two numbers.</summary>
    static IEnumerable<Data> Between(IReadOnlyList<(Comparison Comparison, bool Holds)> tests)
    {
        var numbers = tests.Select(t => t.Comparison.Value).OfType<DataNumber>().Select(n => n.Value).Distinct().Order().ToList();
        return numbers.Zip(numbers.Skip(1), (low, high) => Number((low + high) / 2));
    }

    static Data Number(double value) => new DataNumber(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The text that sorts right before texts that begin as this one does.</summary>
    static string Before(string text) => text.Length == 0 || text[^1] == '\0' ? text : text[..^1] + (char)(text[^1] - 1);

    static Data Unescaped(string pattern, string star) =>
        pattern.Replace("\\*", "\0", StringComparison.Ordinal).Replace("*", star, StringComparison.Ordinal)
            .Replace("\0", "*", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
