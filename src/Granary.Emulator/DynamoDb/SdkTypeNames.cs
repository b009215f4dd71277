using System.Text.Json.Nodes;

namespace Granary.Emulator.DynamoDb;

/// <summary>Types of values as <c>aws-sdk:</c> shows them: by the members of the SDK for Java, each with one large letter.</summary>
static class SdkTypeNames
{
    public static JsonObject In(JsonObject result) => (JsonObject)Renamed(result)!;

    static JsonNode? Renamed(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } o when Name(o.First()) is { } name => new JsonObject { [name] = o.First().Value!.DeepClone() },
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Renamed(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Renamed)]),
        _ => node?.DeepClone(),
    };

    /// <summary>What holds an object is an attribute of that name, not a type.</summary>
    static string? Name(KeyValuePair<string, JsonNode?> member) => (member.Key, member.Value) switch
    {
        ("BOOL", JsonValue) => "Bool",
        ("NULL", JsonValue) => "Nul",
        ("SS", JsonArray) => "Ss",
        ("NS", JsonArray) => "Ns",
        ("BS", JsonArray) => "Bs",
        _ => null,
    };
}
