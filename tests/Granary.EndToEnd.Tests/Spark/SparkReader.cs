using System.Text.Json.Nodes;
using Granary.Testing.Spark;

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>Spark as a reader of tables, whoever wrote them.</summary>
static class SparkReader
{
    // Engines spell doubles and fractions of seconds in ways of their own.
    static readonly string[] Spelt = ["f", "at", "clock", "t", "odd_name", "processed_at_utc"];

    /// <summary>
    /// Makes sure that Spark's vectorised reader finds the rows in a scene's published tables that <c>granary query</c> finds.
    /// </summary>
    public static async Task AssertReadsAsync(SharedSpark spark, Scene scene)
    {
        var tables = (await scene.GranaryAsync("tables", "--json"))
            .Exits(0)
            .Objects.Where(t => (long)t["rows"]! > 0)
            .ToDictionary(
                t => (string)t["name"]!, t => Path.Combine(scene.Home, "buckets", ((string)t["location"]!)["s3://".Length..]),
                StringComparer.Ordinal);
        var found = await ReadAsync(spark, tables);
        foreach (var table in tables.Keys)
        {
            var rows = await scene.QueryAsync($"SELECT columns(c -> c NOT IN ('{string.Join("', '", Spelt)}'))::VARCHAR FROM {table}");
            Assert.Equal(Sorted(rows), Sorted(found[table]!.AsArray().Select(r => r!.AsObject())));
        }
    }

    static async Task<JsonObject> ReadAsync(SharedSpark spark, Dictionary<string, string> tables)
    {
        using var folder = new TemporaryFolder();
        var output = Path.Combine(folder.Path, "rows.json");
        var script = Path.Combine(Needed.Repository, "tests", "Granary.EndToEnd.Tests", "Spark", "read_tables.py");
        (await spark.RunAsync([script, output, .. tables.Select(t => $"{t.Key}={t.Value}")])).Exits(0);
        return JsonNode.Parse(await File.ReadAllTextAsync(output))!.AsObject();
    }

    static IEnumerable<string> Sorted(IEnumerable<JsonObject> rows) =>
        rows.Select(row =>
                string.Join(
                    '|',
                    row.Where(c => !Spelt.Contains(c.Key))
                        .OrderBy(c => c.Key, StringComparer.Ordinal)
                        .Select(c => $"{c.Key}={c.Value?.ToString() ?? "∅"}")))
            .Order(StringComparer.Ordinal);
}
