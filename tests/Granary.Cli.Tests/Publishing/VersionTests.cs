namespace Granary.Cli.Tests.Publishing;

/// <summary>Versions of tables that are no longer, or not yet, what readers see.</summary>
public sealed class VersionTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Tables_can_be_read_as_they_were_when_a_run_had_published()
    {
        _scene.Dataset("orders", """{ "versions": 2 }""");
        var first = await RunAsync("orders.csv", "id\n1\n");
        var other = await RunAsync("people.csv", "name\nx\n");
        var second = await RunAsync("orders.csv", "id\n1\n2\n");

        Assert.Equal(["""["1"]"""], await AsOfAsync(first, "SELECT count(*) FROM orders"));
        Assert.Equal(
            ["""["1","1"]"""],
            await AsOfAsync(other.JobId!, "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM people)"));
        Assert.Equal(["""["2","1"]"""], await AsOfAsync("@last", "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM people)"));
        Assert.Contains("people", (await _scene.GranaryAsync("query", "--as-of", first.RunId, "SELECT * FROM people")).Exits(2).Errors);

        var third = await RunAsync("orders.csv", "id\n1\n2\n3\n");
        var gone = (await _scene.GranaryAsync("query", "--as-of", first.RunId, "SELECT count(*) FROM orders")).Exits(5);
        Assert.Contains("GR2111", gone.Errors);
        Assert.Contains(first.RunId, gone.Errors);
        Assert.Contains(
            "GR2111", (await _scene.GranaryAsync("query", "--as-of", other.RunId, "SELECT count(*) FROM orders")).Exits(5).Errors);
        Assert.Equal(["""["1"]"""], await AsOfAsync(other, "SELECT count(*) FROM people"));

        var versions = (await _scene.GranaryAsync("tables", "--versions", "orders", "--json")).Exits(0).Objects;
        Assert.Equal(
            [(third.RunId, 3L, true), (second.RunId, 2L, false)],
            versions.Select(v => ((string)v["runId"]!, (long)v["rows"]!, (bool)v["isCurrent"]!)));
        Assert.Equal(
            ["database", "name", "location", "rows", "columns", "runId", "publishedAt", "load", "cursorColumn", "cursorValue", "isCurrent"],
            versions[0].Select(m => m.Key));
        Assert.Equal(
            2, Directory.EnumerateDirectories(Path.Combine(_scene.Home, "buckets", "sales-final", "sales", "orders", "_v")).Count());
        Assert.Contains(other.RunId, (await _scene.GranaryAsync("tables", "--versions")).Exits(0).Output);
    }

    [Fact]
    public async Task A_run_that_published_nothing_has_no_tables_of_its_time()
    {
        await RunAsync("orders.csv", "id\n1\n");
        (await _scene.RunAsync(_scene.Input("empty/orders.csv", "id\n"))).Fails();

        Assert.Contains("GR2110", (await _scene.GranaryAsync("query", "--as-of", "@last", "SELECT 1")).Exits(5).Errors);
        Assert.Contains("GR5005", (await _scene.GranaryAsync("query", "--as-of", "nothing", "SELECT 1")).Exits(5).Errors);
        Assert.Contains("GR5006", (await _scene.GranaryAsync("tables", "--versions", "order")).Exits(5).Errors);
    }

    [Fact]
    public async Task A_step_that_is_done_over_never_writes_where_readers_read()
    {
        var first = await RunAsync("orders.csv", "id\n1\n");

        (await _scene.GranaryAsync("retry", first.RunId, "--from", "Run Step2")).Exits(0);

        var versions = (await _scene.GranaryAsync("tables", "--versions", "--json")).Exits(0).Objects;
        Assert.Equal(2, versions.Select(v => (string)v["location"]!).Distinct().Count());
        Assert.Equal(["""["1"]"""], await AsOfAsync(first, "SELECT count(*) FROM orders"));
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
    }

    public void Dispose() => _scene.Dispose();

    int _delivery;

    async Task<RunReport> RunAsync(string file, string text) =>
        (await _scene.RunAsync(_scene.Input($"{++_delivery}/{file}", text))).Succeeds();

    Task<IReadOnlyList<string>> AsOfAsync(RunReport run, string sql) => AsOfAsync(run.RunId, sql);

    async Task<IReadOnlyList<string>> AsOfAsync(string run, string sql) =>
        [
            .. (await _scene.GranaryAsync("query", "--as-of", run, sql, "--json"))
                .Exits(0)
                .Objects.Select(o => $"[{string.Join(',', o.Select(m => m.Value!.ToJsonString()))}]"),
        ];
}
