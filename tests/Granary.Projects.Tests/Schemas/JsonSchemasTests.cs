using System.Text.Json.Nodes;

namespace Granary.Projects.Tests.Schemas;

public sealed class JsonSchemasTests
{
    static readonly string Folder = Path.Combine(Needed.Repository, "schemas");

    [Fact]
    public void Are_the_files_of_the_repository()
    {
        foreach (var schema in ProjectTypes.BuiltIn.Schemas)
        {
            var path = Path.Combine(Folder, schema.Name);
            if (Environment.GetEnvironmentVariable("GRANARY_SNAPSHOTS") == "write")
                File.WriteAllText(path, schema.Text);
            Assert.True(File.Exists(path), $"schemas/{schema.Name} is missing; GRANARY_SNAPSHOTS=write makes it.");
            Assert.Equal(File.ReadAllText(path), schema.Text, ignoreLineEndingDifferences: true);
        }

        Assert.Equal(ProjectTypes.BuiltIn.Schemas.Select(s => s.Name).Order(), Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Describe_every_key()
    {
        foreach (var schema in ProjectTypes.BuiltIn.Schemas)
            AssertDescribed(JsonNode.Parse(schema.Text)!, schema.Name);
    }

    static void AssertDescribed(JsonNode node, string path)
    {
        if (node["properties"] is JsonObject properties)
        {
            foreach (var (name, key) in properties)
            {
                Assert.False(string.IsNullOrWhiteSpace((string?)key!["description"]), $"{path}.{name} has no description.");
                AssertDescribed(key, $"{path}.{name}");
            }
        }

        if (node["items"] is { } items)
            AssertDescribed(items, $"{path}[]");
    }
}
