using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Simulator.Mocks;

/// <summary>Items as people write them: DynamoDB JSON, or plain JSON in place of it.</summary>
static class PlainItem
{
    static readonly string[] Types = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];

    /// <summary>
    /// An item in which every attribute is an object whose one member is the name of a type is DynamoDB JSON; every other is plain.
    /// </summary>
    public static JsonObject Read(JsonObject written) =>
        written.Count > 0 && written.All(m => IsTyped(m.Value))
            ? AttributeValue.ReadAll(written)
            : (JsonObject)Typed(written)["M"]!.DeepClone();

    static bool IsTyped(JsonNode? node) => node is JsonObject { Count: 1 } o && Types.Contains(o.First().Key);

    static JsonObject Typed(JsonNode? node) => node switch
    {
        null => AttributeValue.Of("NULL", true),
        JsonObject o => AttributeValue.Of("M", new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Typed(m.Value))))),
        JsonArray a => AttributeValue.Of("L", new JsonArray([.. a.Select(Typed)])),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => AttributeValue.Of("S", node.GetValue<string>()),
            JsonValueKind.Number => AttributeValue.Read(AttributeValue.Of("N", node.ToJsonString())),
            _ => AttributeValue.Of("BOOL", node.GetValue<bool>()),
        },
    };
}
