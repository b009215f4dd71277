using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Datasets;

/// <summary>A dataset file is written for a delivered file, and a run takes it.</summary>
public sealed class InferDatasetTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task The_proposed_file_is_good_and_a_run_reads_the_delivery_with_it()
    {
        byte[] text =
        [
            .. "Report of 2026\n\nOrder No;Name;Sold on;Amount\n00017;Jos"u8,
            0xE9,
            .. ";31.01.2026;1.50\n00018;\"a;b\";01.02.2026;-3\nTotal;-1.50\n"u8,
        ];
        var file = _scene.Input("Orders.csv", text);

        var infer = (await _scene.GranaryAsync("dataset", "infer", file, "--out", $"projects/{_scene.Project}/datasets/")).Exits(0);

        Assert.Contains("wrote projects/sales/datasets/orders.json", infer.Errors);
        Assert.Contains("line 3 is the first with 4 fields", infer.Output);
        (await _scene.GranaryAsync("check")).Exits(0);
        var run = (await _scene.RunAsync(file)).Succeeds();
        Assert.Equal(new StageRows(2, 2), run.Rows("landing", "orders"));
        Assert.Equal(["""["00017","José","2026-01-31","1.50"]""", """["00018","a;b","2026-02-01","-3.00"]"""],
            await _scene.RowsAsync("SELECT order_no, name, sold_on, amount FROM orders ORDER BY 1"));
    }

    [Fact]
    public async Task Json_has_the_dataset_file_and_each_finding_with_its_evidence()
    {
        var file = _scene.Input("orders.csv", "id|name\n1|a\n2|b\n3|c\n");

        var shown = (await _scene.GranaryAsync("dataset", "infer", file, "--json", "--out", "-")).Exits(0).Object;

        Assert.Equal(["file", "table", "path", "rows", "rejected", "dataset", "findings"], shown.Select(m => m.Key));
        Assert.Equal(
            ("orders", null, 3, 0), ((string)shown["table"]!, (string?)shown["path"], (int)shown["rows"]!, (int)shown["rejected"]!));
        Assert.Equal("|", (string)shown["dataset"]!["source"]!["delimiter"]!);
        var delimiter = shown["findings"]!.AsArray().Single(f => (string)f!["key"]! == "source.delimiter")!.AsObject();
        Assert.Equal(["key", "value", "sure", "evidence"], delimiter.Select(m => m.Key));
        Assert.Equal(("certain", "records with 2 fields: 4 of 4"), ((string)delimiter["sure"]!, (string)delimiter["evidence"]!));
    }

    [Fact]
    public async Task What_somebody_wrote_is_written_over_only_with_force()
    {
        var file = _scene.Input("orders.csv", "id\n1\n");
        var written = _scene.Define("orders.json", "{}");

        var refused = (await _scene.GranaryAsync("dataset", "infer", file)).Exits(2);
        Assert.Contains("GR3045", refused.Errors);
        Assert.Equal("{}", await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken));

        (await _scene.GranaryAsync("dataset", "infer", file, "--force")).Exits(0);
        Assert.NotNull(JsonNode.Parse(await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken))!["source"]);
    }

    [Fact]
    public async Task An_explicit_dataset_file_wins_over_what_would_be_found_out()
    {
        _scene.Dataset("orders", """{ "source": { "delimiter": ",", "quote": null } }""");

        (await _scene.RunAsync(_scene.Input("orders.tsv", "a;b,c\n1;2,\"3\n4;5,6\"\n"))).Succeeds();

        Assert.Equal(["""["1;2","\"3"]""", """["4;5","6\""]"""], await _scene.RowsAsync("SELECT a_b, c FROM orders ORDER BY 1"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_damaged_is_a_problem_and_nothing_is_written()
    {
        (await _scene.GranaryAsync("dataset", "infer", "nothing.csv")).Exits(5);
        var damaged = (
            await _scene.GranaryAsync("dataset", "infer", _scene.Input("orders.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0]), "--out", "x.json")
        ).Exits(1);

        Assert.Contains("GR3004", damaged.Errors);
        Assert.False(File.Exists(Path.Combine(_scene.Workspace, "x.json")));
    }

    public void Dispose() => _scene.Dispose();
}
