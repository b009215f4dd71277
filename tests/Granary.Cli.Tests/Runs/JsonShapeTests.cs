using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Runs;

/// <summary>The members of what <c>--json</c> writes: later versions may add some, never take one away.</summary>
public sealed class JsonShapeTests(SampleRun sample) : IClassFixture<SampleRun>
{
    static readonly string[] Head = ["runId", "executionArn", "status", "outcome", "jobId", "startedAt", "endedAt"];
    static readonly string[] StageMembers =
    [
        "stage", "table", "seconds", "rowsRead", "rowsWritten", "rowsRejected", "rowsDuplicate", "rowsDerived", "files",
    ];
    static readonly string[] FileMembers =
    [
        "path", "sha256", "bytes", "records", "rowsSkipped", "rowsRead", "rowsWritten", "rowsRejected", "rowsDuplicate",
    ];
    static readonly string[] TableMembers = ["database", "name", "location", "rows", "columns"];

    [Fact]
    public void Of_a_run()
    {
        var run = sample.Run.Json;

        Has(run, [.. Head, "stages", "tables"]);
        Assert.Equal(["landing", "cleansed", "final"], sample.Run.Stages.Select(s => (string)s["stage"]!));
        Assert.All(sample.Run.Stages, s => Has(s, StageMembers));
        Assert.All(sample.Run.Stages.SelectMany(s => s["files"]!.AsArray()), f => Has(f!.AsObject(), FileMembers));
        Assert.All(sample.Run.Tables, t => Has(t, TableMembers));
        Assert.Equal(
            """[{"name":"id","type":"bigint"},{"name":"name","type":"string"}]""",
            sample.Run.Table("orders")["columns"]!.ToJsonString());
    }

    [Fact]
    public async Task Of_runs_and_show()
    {
        var listed = (await sample.Scene.GranaryAsync("runs", "--json")).Exits(0).Object;
        var shown = (await sample.Scene.GranaryAsync("show", sample.Run.RunId, "--json")).Exits(0).Object;

        Has(listed, Head);
        Assert.DoesNotContain("stages", listed.Select(m => m.Key));
        Assert.True(JsonNode.DeepEquals(sample.Run.Json, shown), shown.ToJsonString());
    }

    [Fact]
    public async Task Of_tables()
    {
        var table = (await sample.Scene.GranaryAsync("tables", "--json")).Exits(0).Object;

        Assert.True(JsonNode.DeepEquals(sample.Run.Tables[0], table), table.ToJsonString());
    }

    [Fact]
    public async Task Of_a_query_which_has_decimals_and_big_integers_as_text()
    {
        var row = Assert.Single(await sample.Scene.QueryAsync("""
            SELECT 1::INTEGER AS i, 9223372036854775807 AS b, 0.10::DECIMAL(9,2) AS d, 0.5::DOUBLE AS f,
            true AS t, NULL AS n, DATE '2024-02-29' AS day, 'x' AS s
            """));

        Assert.Equal(
            """{"i":1,"b":"9223372036854775807","d":"0.10","f":0.5,"t":true,"n":null,"day":"2024-02-29","s":"x"}""",
            row.ToJsonString());
    }

    static void Has(JsonObject json, IEnumerable<string> members) =>
        Assert.Superset(members.ToHashSet(), json.Select(m => m.Key).ToHashSet());
}
