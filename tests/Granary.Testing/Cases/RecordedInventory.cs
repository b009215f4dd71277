using System.Text.Json.Nodes;

namespace Granary.Testing.Cases;

/// <summary>What the original deployer made of one of its configs.</summary>
public sealed class RecordedInventory(string name, JsonObject resources)
{
    /// <summary>Such as <c>cars-dev</c>.</summary>
    public string Name => name;

    public JsonObject Resources => resources;

    /// <summary>Name and definition of each state machine.</summary>
    public IEnumerable<(string Name, JsonObject Definition)> Machines =>
        Of("state_machines").Select(m => (m.Key, m.Value!["definition"]!.AsObject()));

    public IEnumerable<KeyValuePair<string, JsonNode?>> Of(string kind) => resources[kind] as JsonObject ?? [];

    public static IEnumerable<RecordedInventory> All() =>
        Directory
            .EnumerateFiles(Needed.Shared("cases/deploy/inventory"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(f => new RecordedInventory(
                Path.GetFileNameWithoutExtension(f), JsonNode.Parse(File.ReadAllText(f))!["resources"]!.AsObject()));
}
