namespace Granary.Cli.Tests.Runs;

public sealed class CrawlTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_crawl_that_fails_makes_the_run_partial_and_its_tables_stand()
    {
        (await _scene.RunAsync(_scene.Input("1/old.csv", "id\n1\n"))).Succeeds();
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(_scene.Home, "buckets", "sales-final", "sales", "old"), "*.parquet", SearchOption.AllDirectories))
            File.Delete(file);
        var fresh = _scene.Input("2/orders.csv", "id\n2\n");

        var run = (await _scene.RunAsync(fresh)).Ends("SUCCEEDED", "Partial", 0);

        Assert.Equal("orders", (string)Assert.Single(run.Tables)["name"]!);
        Assert.Equal(["""["2"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
        Assert.Contains("sales_tables.old", (await _scene.GranaryAsync("query", "SELECT * FROM old")).Exits(2).Errors);
        (await _scene.RunAsync([fresh], ["--strict"])).Ends("SUCCEEDED", "Partial", 3);
    }

    [Fact]
    public async Task A_partial_run_tells_which_table_is_to_blame()
    {
        (await _scene.RunAsync(_scene.Input("1/old.csv", "id\n1\n"))).Succeeds();
        Directory.Delete(Path.Combine(_scene.Home, "buckets", "sales-final", "sales", "old"), recursive: true);

        (await _scene.RunAsync(_scene.Input("2/orders.csv", "id\n2\n"))).Ends("SUCCEEDED", "Partial", 0);

        Assert.Contains("sales_tables.old", (await _scene.GranaryAsync("show", "@last")).Exits(0).Output);
    }

    [Fact]
    public async Task A_crawl_turns_no_reader_to_another_version()
    {
        (await _scene.RunAsync(_scene.Input("1/old.csv", "id\n1\n"))).Succeeds();
        var before = (await _scene.GranaryAsync("tables", "--json")).Exits(0).Object;

        (await _scene.RunAsync(_scene.Input("2/orders.csv", "id\n2\n"))).Succeeds();

        var tables = (await _scene.GranaryAsync("tables", "--json")).Exits(0).Objects;
        Assert.Equal((string)before["location"]!, (string)tables.Single(t => (string)t["name"]! == "old")["location"]!);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM old"));
    }

    public void Dispose() => _scene.Dispose();
}
