using System.Text.Json.Nodes;

namespace Granary.Testing.CommandLine;

/// <summary>The items of the tracking tables, as the home keeps them.</summary>
public static class HomeItems
{
    public static IReadOnlyList<JsonObject> Of(string home) =>
        [.. HomeDatabase.Texts(home, "SELECT item FROM item").Select(item => JsonNode.Parse(item)!.AsObject())];
}
