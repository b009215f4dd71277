using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Datasets;

/// <summary>What is done with a table can be read before anything is done.</summary>
public sealed class ExplainDatasetTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Each_stage_is_told_with_its_settings_columns_and_SQL()
    {
        _scene.Dataset("orders",
            """
            { "source": { "delimiter": ";" }, "columns": [{ "name": "Order No", "type": "bigint", "required": true }], "key": ["Order No"] }
            """);

        var shown = (await _scene.GranaryAsync("dataset", "explain", "orders")).Exits(0).Output;
        var plan = JsonNode.Parse((await _scene.GranaryAsync("dataset", "explain", "orders", "--json")).Exits(0).Output)!;
        var duckDb = (await _scene.GranaryAsync("dataset", "explain", "orders", "--sql", "duckdb")).Exits(0).Output;
        var spark = (await _scene.GranaryAsync("dataset", "explain", "orders", "--sql", "spark")).Exits(0).Output;

        Assert.Contains("fields: parted by ;", shown);
        Assert.Contains("order_no  Order No     bigint  required", shown);
        Assert.Contains("types inferred from all values of the run", shown);
        Assert.Equal(
            ("orders", "bigint", true),
            ((string)plan["table"]!, (string)plan["cleansed"]!["columns"]![0]!["type"]!, (bool)plan["hasOthers"]!));
        Assert.Contains("cleanse_row(\"Order No\")", duckDb);
        Assert.Contains("`Order No` AS `s0`", spark);
    }

    [Fact]
    public async Task Columns_that_only_keep_and_rules_name_have_no_type_yet()
    {
        _scene.Dataset("orders",
            """
            { "key": ["id"], "keep": { "orderBy": [{ "column": "updated_at" }] }, "rules": [{ "column": "code", "unique": true },
            { "column": "area", "references": { "table": "areas" } }] }
            """);

        foreach (var options in (string[][])[[], ["--json"], ["--sql", "duckdb"], ["--sql", "spark"]])
            Assert.NotEmpty((await _scene.GranaryAsync(["dataset", "explain", "orders", .. options])).Exits(0).Output);
    }

    [Fact]
    public async Task A_table_without_a_dataset_file_is_told_of_with_those_that_have_one()
    {
        _scene.Dataset("orders", "{}");

        var refused = (await _scene.GranaryAsync("dataset", "explain", "ordres")).Exits(5);

        Assert.Contains("GR3202", refused.Errors);
        Assert.Contains("orders", refused.Errors);
    }

    public void Dispose() => _scene.Dispose();
}
