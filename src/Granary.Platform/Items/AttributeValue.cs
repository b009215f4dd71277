using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Values of attributes in DynamoDB JSON: an object with one member, whose name is the type.</summary>
public static class AttributeValue
{
    static readonly string[] Types = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];

    public static string TypeOf(JsonNode value) => ((JsonObject)value).First().Key;

    public static JsonNode? ContentOf(JsonNode value) => ((JsonObject)value).First().Value;

    public static string TextOf(JsonNode value) => ContentOf(value)!.GetValue<string>();

    public static ItemNumber NumberOf(JsonNode value) => ItemNumber.TryParse(TextOf(value), out var number, out _) ? number : default;

    public static JsonObject Of(string type, JsonNode? content) => new() { [type] = content };

    public static JsonObject Of(ItemNumber number) => Of("N", number.ToString());

    /// <summary>Checks a value and gives it as it is kept: numbers in their shortest form, types by their usual names.</summary>
    /// <exception cref="ItemsException">It is no value of an attribute.</exception>
    public static JsonObject Read(JsonNode? written)
    {
        if (written is not JsonObject { Count: > 0 } value)
            throw ItemsException.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        if (value.Count > 1)
            throw ItemsException.Validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        var (name, content) = value.First();
        var type = name == "Nul" ? "NULL" : name.ToUpperInvariant(); // as the SDK behind aws-sdk: writes them: Bool, Ss, Nul
        if (!Types.Contains(type))
            throw ItemsException.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        return Of(type, ReadContent(type, content));
    }

    /// <summary>Reads every attribute of an item, a key, or a set of placeholders.</summary>
    public static JsonObject ReadAll(JsonObject written) => new(written.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Read(m.Value))));

    public static bool AreEqual(JsonNode a, JsonNode b)
    {
        if (TypeOf(a) != TypeOf(b))
            return false;
        var (x, y) = (ContentOf(a), ContentOf(b));
        return TypeOf(a) switch
        {
            "N" => NumberOf(a) == NumberOf(b),
            "SS" or "NS" or "BS" => x!.AsArray().Select(Text).ToHashSet().SetEquals(y!.AsArray().Select(Text)),
            "L" => x!.AsArray().Count == y!.AsArray().Count && x.AsArray().Zip(y.AsArray()).All(p => AreEqual(p.First!, p.Second!)),
            "M" => x!.AsObject().Count == y!.AsObject().Count && x.AsObject().All(m => y[m.Key] is { } other && AreEqual(m.Value!, other)),
            _ => JsonNode.DeepEquals(x, y),
        };
    }

    /// <returns>Null where the two have no order: types that differ, or types that have none.</returns>
    public static int? Compare(JsonNode a, JsonNode b) => (TypeOf(a), TypeOf(b)) switch
    {
        ("N", "N") => NumberOf(a).CompareWith(NumberOf(b)),
        ("S", "S") => Encoding.UTF8.GetBytes(TextOf(a)).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(TextOf(b))),
        ("B", "B") => Convert.FromBase64String(TextOf(a)).AsSpan().SequenceCompareTo(Convert.FromBase64String(TextOf(b))),
        _ => null,
    };

    /// <summary>What <c>size()</c> says; null for types that have no size.</summary>
    public static int? SizeOf(JsonNode value) => TypeOf(value) switch
    {
        "S" => Encoding.UTF8.GetByteCount(TextOf(value)),
        "B" => Convert.FromBase64String(TextOf(value)).Length,
        "SS" or "NS" or "BS" or "L" => ContentOf(value)!.AsArray().Count,
        "M" => ContentOf(value)!.AsObject().Count,
        _ => null,
    };

    public static string Text(JsonNode? node) => node!.GetValue<string>();

    static JsonNode? ReadContent(string type, JsonNode? content)
    {
        switch (type, content)
        {
            case ("S", JsonValue v) when v.TryGetValue<string>(out var text):
                return text;
            case ("N", JsonValue v) when v.TryGetValue<string>(out var text):
                return Number(text);
            case ("B", JsonValue v) when v.TryGetValue<string>(out var text):
                return Convert.TryFromBase64String(text, new byte[text.Length], out _)
                    ? text
                    : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            case ("BOOL", JsonValue v) when v.TryGetValue<bool>(out var truth):
                return truth;
            case ("NULL", JsonValue v) when v.TryGetValue<bool>(out var truth):
                return truth
                    ? true
                    : throw ItemsException.Validation(
                        "One or more parameter values were invalid: Null attribute value types must have the value of true");
            case ("L", JsonArray list):
                return new JsonArray([.. list.Select(Read)]);
            case ("M", JsonObject map):
                return ReadAll(map);
            case ("SS" or "NS" or "BS", JsonArray set):
                return ReadSet(type, set);
            default:
                throw ItemsException.Validation(
                    $"The value of the type {type} must be {Expected(type)}, not {content?.ToJsonString() ?? "null"}");
        }
    }

    static JsonArray ReadSet(string type, JsonArray set)
    {
        var members = set.Select(m =>
                m is JsonValue v && v.TryGetValue<string>(out var text)
                    ? type == "NS"
                        ? Number(text)
                        : text
                    : throw ItemsException.Validation($"The value of the type {type} must be {Expected(type)}, not {set.ToJsonString()}"))
            .ToList();
        if (members.Count == 0)
        {
            var kind = type == "SS" ? "string" : type == "NS" ? "number" : "binary";
            throw ItemsException.Validation($"One or more parameter values were invalid: An {kind} set  may not be empty");
        }
        if (members.Distinct(StringComparer.Ordinal).Count() < members.Count)
            throw ItemsException.Validation(
                $"One or more parameter values were invalid: Input collection [{string.Join(", ", members)}] contains duplicates.");
        return new JsonArray([.. members.Select(m => (JsonNode)m)]);
    }

    static string Number(string text) =>
        ItemNumber.TryParse(text, out var number, out var why) ? number.ToString() : throw ItemsException.Validation(why);

    static string Expected(string type) => type switch
    {
        "S" or "N" or "B" => "a STRING",
        "BOOL" or "NULL" => "a BOOLEAN",
        "M" => "a JSON object",
        "L" => "an ARRAY",
        _ => "an ARRAY of STRINGs",
    };
}
