using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Granary.Testing.Cases;

/// <summary>
/// The comparison rule of the recorded cases: expected values may hold <c>&lt;&lt;placeholders&gt;&gt;</c>, and JSON inside texts counts as
/// JSON.
/// </summary>
public static partial class Expectation
{
    public static bool Matches(JsonNode? expected, JsonNode? actual)
    {
        if (Text(expected) is { } e)
            return MatchesText(e, expected!, actual);
        if (Text(actual) is { } a && expected is JsonObject or JsonArray)
            return TryParse(a, out var inner) && Matches(expected, inner);
        return (expected, actual) switch
        {
            (JsonObject eo, JsonObject ao) => MatchesObject(eo, ao),
            (JsonArray ea, JsonArray aa) => ea.Count == aa.Count && ea.Zip(aa).All(p => Matches(p.First, p.Second)),
            (null, null) => true,
            (JsonValue ev, JsonValue av) => MatchesValue(ev, av),
            _ => false,
        };
    }

    static bool MatchesText(string expected, JsonNode node, JsonNode? actual)
    {
        if (Whole().IsMatch(expected))
            return true;
        if (Text(actual) is not { } text)
            return actual is JsonObject or JsonArray && TryParse(expected, out var inner) && Matches(inner, actual);
        if (expected == text)
            return true;
        if (Placeholder().IsMatch(expected)
            && Regex.IsMatch(text, $"^{string.Join(".*?", Placeholder().Split(expected).Select(Regex.Escape))}$", RegexOptions.Singleline))
            return true;
        return text is ['{' or '[', ..]
            && expected is ['{' or '[', ..]
            && TryParse(expected, out var e)
            && TryParse(text, out var a)
            && Matches(e, a);
    }

    static bool MatchesObject(JsonObject expected, JsonObject actual)
    {
        var wanted = expected
            .Where(m => !(Text(m.Value) is { } t && t.StartsWith("<<optional:", StringComparison.Ordinal) && !actual.ContainsKey(m.Key)))
            .ToList();
        var isSame = wanted.Count == actual.Count && wanted.All(m => actual.ContainsKey(m.Key));
        if (isSame)
            return wanted.All(m => Matches(m.Value, actual[m.Key]));
        var named = wanted.Where(m => actual.ContainsKey(m.Key)).ToList();
        return wanted.Count == actual.Count && wanted.Exists(m => Placeholder().IsMatch(m.Key))
            && named.TrueForAll(m => Matches(m.Value, actual[m.Key]))
            && wanted.Except(named).All(m => Placeholder().IsMatch(m.Key));
    }

    static bool MatchesValue(JsonValue expected, JsonValue actual)
    {
        var (e, a) = (expected.GetValueKind(), actual.GetValueKind());
        if (e != JsonValueKind.Number || a != JsonValueKind.Number)
            return e == a;
        var (x, y) = (expected.GetValue<double>(), actual.GetValue<double>());
        return Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x));
    }

    static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    [GeneratedRegex("^<<[^<>]+>>$")]
    private static partial Regex Whole();

    [GeneratedRegex("<<[^<>]+>>")]
    private static partial Regex Placeholder();
}
