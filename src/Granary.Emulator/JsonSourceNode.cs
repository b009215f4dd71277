using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Emulator;

/// <summary>JSON that was read with its places, without them.</summary>
public static class JsonSourceNode
{
    public static JsonSerializerOptions Plain { get; } = new() { MaxDepth = 1000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null for JSON's null.</returns>
    public static JsonNode? From(JsonSource? source) => source switch
    {
        JsonObjectSource o => new JsonObject(o.Members.Select(m => KeyValuePair.Create(m.Key, From(m.Value)))),
        JsonArraySource a => new JsonArray([.. a.Items.Select(From)]),
        JsonTextSource t => JsonValue.Create(t.Value),
        JsonNumberSource n => JsonNode.Parse(n.Text),
        JsonBooleanSource b => JsonValue.Create(b.Value),
        _ => null,
    };
}
