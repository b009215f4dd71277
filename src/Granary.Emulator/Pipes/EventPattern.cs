using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Granary.Emulator.Pipes;

/// <summary>An event pattern: an object whose leaves are lists of what a value may be; all of its fields must match.</summary>
/// <remarks>
/// Documented: EventBridge user guide, "Comparison operators for use in event patterns": exact values, prefix, suffix, equals-ignore-case,
/// anything-but, exists, numeric and $or.
/// </remarks>
public sealed class EventPattern
{
    readonly JsonObject _pattern;

    EventPattern(JsonObject pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The text is not a valid pattern.</exception>
    public static EventPattern Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject { Count: > 0 } pattern
                ? new(Checked(pattern))
                : throw new FormatException("The event pattern is not an object with at least one field.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The event pattern is not valid JSON: {e.Message}", e);
        }
    }

    /// <returns>What is wrong with a pattern, in a sentence; null for a valid one.</returns>
    public static string? FindError(string text)
    {
        try
        {
            Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    public bool Matches(JsonNode? value) => Matches(_pattern, value);

    static JsonObject Checked(JsonObject pattern)
    {
        foreach (var (name, expected) in pattern)
        {
            switch (expected)
            {
                case JsonObject inner:
                    Checked(inner);
                    break;
                case JsonArray alternatives when name == "$or":
                    foreach (var alternative in alternatives)
                        Checked(alternative as JsonObject ?? throw new FormatException("$or is not a list of patterns."));
                    break;
                case JsonArray { Count: > 0 } rules:
                    foreach (var rule in rules.OfType<JsonObject>())
                        CheckRule(rule);
                    break;
                default:
                    throw new FormatException($"\"{name}\" is neither an object nor a list with at least one value.");
            }
        }

        return pattern;
    }

    static void CheckRule(JsonObject rule)
    {
        if (rule.Count != 1
            || rule.First().Key is not ("prefix" or "suffix" or "equals-ignore-case" or "anything-but" or "exists" or "numeric"))
            throw new FormatException($"{rule.ToJsonString()} is not a comparison of an event pattern.");
    }

    static bool Matches(JsonObject pattern, JsonNode? value) => pattern.All(field => field switch
    {
        { Key: "$or", Value: JsonArray alternatives } => alternatives.Any(a => Matches((JsonObject)a!, value)),
        { Value: JsonObject inner } => Matches(inner, Member(value, field.Key)),
        _ => MatchesAny((JsonArray)field.Value!, value as JsonObject, field.Key),
    });

    static bool MatchesAny(JsonArray rules, JsonObject? parent, string name)
    {
        var isThere = parent?.ContainsKey(name) == true;
        var value = Member(parent, name);
        if (value is JsonArray list)
            return rules.Any(rule => list.Any(item => Matches(rule, item, isThere: true)));
        return rules.Any(rule => Matches(rule, value, isThere));
    }

    static bool Matches(JsonNode? rule, JsonNode? value, bool isThere)
    {
        if (rule is not JsonObject comparison)
            return isThere && AreEqual(rule, value);
        var (name, operand) = comparison.First();
        if (name == "exists")
            return operand!.GetValue<bool>() == (isThere && value is not JsonObject);
        if (!isThere)
            return false;
        return name switch
        {
            "prefix" => Text(value)?.StartsWith(Text(operand)!, StringComparison.Ordinal) == true,
            "suffix" => Text(value)?.EndsWith(Text(operand)!, StringComparison.Ordinal) == true,
            "equals-ignore-case" => string.Equals(Text(value), Text(operand), StringComparison.OrdinalIgnoreCase),
            "numeric" => IsInRange((JsonArray)operand!, value),
            "anything-but" => IsAnythingBut(operand, value),
            _ => throw new UnreachableException($"CheckRule let {name} pass."),
        };
    }

    static bool IsAnythingBut(JsonNode? operand, JsonNode? value) => operand switch
    {
        JsonArray list => !list.Any(item => AreEqual(item, value)),
        JsonObject inner => !Matches(inner, value, isThere: true),
        _ => !AreEqual(operand, value),
    };

    /// <param name="range">Pairs of an operator and a number: <c>[">", 0, "&lt;=", 5]</c>.</param>
    static bool IsInRange(JsonArray range, JsonNode? value) => Number(value) is { } number && range.Chunk(2).All(pair =>
    {
        var bound = Number(pair[1]);
        return Text(pair[0]) switch
        {
            "=" => number == bound,
            ">" => number > bound,
            ">=" => number >= bound,
            "<" => number < bound,
            "<=" => number <= bound,
            _ => false,
        };
    });

    static JsonNode? Member(JsonNode? value, string name) => (value as JsonObject)?[name];

    static bool AreEqual(JsonNode? a, JsonNode? b) => Number(a) is { } x && Number(b) is { } y ? x == y : JsonNode.DeepEquals(a, b);

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static decimal? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<JsonElement>(out var element)
        && element.TryGetDecimal(out var number)
            ? number
            : null;
}
