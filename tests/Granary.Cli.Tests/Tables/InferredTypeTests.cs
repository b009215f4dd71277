using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Tables;

/// <summary>Types of columns that nobody declared.</summary>
public sealed class InferredTypeTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Types_come_from_all_rows_not_from_the_first_ones()
    {
        var text = new StringBuilder("number,mixed\n");
        for (var i = 0; i < 30_000; i++)
            text.Append(i).Append(',').Append(i == 29_999 ? "last" : i.ToString()).Append('\n');

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", text.ToString()))).Succeeds();

        Assert.Equal(["number bigint", "mixed string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["last"]"""], await _scene.RowsAsync("SELECT mixed FROM orders WHERE number = 29999"));
    }

    [Fact]
    public async Task Codes_with_leading_zeros_stay_text()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "code,number\n007,7\n12,12\n"))).Succeeds();

        Assert.Equal(["code string", "number bigint"], run.ColumnsOf("orders"));
        Assert.Equal(["""["007"]""", """["12"]"""], await _scene.RowsAsync("SELECT code FROM orders ORDER BY code"));
    }

    [Fact]
    public async Task Without_null_tokens_only_the_empty_text_is_null()
    {
        (await _scene.RunAsync(_scene.Input("orders.csv", "id,name\n1,NULL\n2,\n3,\"\"\n4,N/A\n5,  \n"))).Succeeds();

        Assert.Equal(
            ["""["1","NULL"]""", """["2",null]""", """["3",null]""", """["4","N/A"]""", """["5",null]"""],
            await _scene.RowsAsync("SELECT id, name FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task What_was_inferred_is_written_down_beside_the_table_as_a_dataset_file_that_can_be_used()
    {
        const string Text = "Order Id,day,amount\n1,2024-12-31,1.25\n2,2025-01-01,10.5\n";
        var first = (await _scene.RunAsync(_scene.Input("orders.csv", Text))).Succeeds();
        var written = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(_scene.Home, "buckets", "sales-cleansed"), "_dataset.json", SearchOption.AllDirectories));

        _scene.Dataset("orders", File.ReadAllText(written));
        (await _scene.GranaryAsync("check")).Exits(0);
        var second = (await _scene.RunAsync(_scene.Input("orders.csv", Text))).Succeeds();

        Assert.True(JsonNode.DeepEquals(first.Table("orders")["columns"], second.Table("orders")["columns"]), $"{second.Table("orders")}");
    }

    public void Dispose() => _scene.Dispose();
}
