namespace Granary.Cli.Tests.Publishing;

/// <summary>Runs that add to what a table has, each file and each row once.</summary>
public sealed class IncrementalTests : IDisposable
{
    const string Append = """{ "load": "append", "cursor": "day", "columns": [{ "name": "day", "type": "date", "required": true }] }""";

    readonly Scene _scene = new();

    [Fact]
    public async Task A_delivery_that_comes_again_is_not_loaded_again()
    {
        _scene.Dataset("orders", Append);
        _scene.Input("1/orders/a.csv", "id,day\n1,2026-01-01\n2,2026-01-02\n");
        (await _scene.RunAsync(Path.Combine(_scene.InputFolder, "1"))).Succeeds();
        _scene.Input("2/orders/a.csv", "id,day\n1,2026-01-01\n2,2026-01-02\n");
        _scene.Input("2/orders/b.csv", "id,day\n3,2026-01-03\n9,2026-01-02\n");
        var second = (await _scene.RunAsync(Path.Combine(_scene.InputFolder, "2"))).Succeeds();

        Assert.Equal(new StageRows(4, 2, Duplicate: 2), second.Rows("cleansed", "orders"));
        Assert.Equal(new StageRows(2, 1, Duplicate: 1), second.Rows("final", "orders"));
        Assert.Equal(3, (long)second.Table("orders")["rows"]!);
        Assert.Contains("orders/a.csv was loaded by run", second.NotesOf("orders"));
        Assert.Contains("at or below the cursor day = 2026-01-02", second.NotesOf("orders"));

        // What is there again is known as a whole: the table is as it was, and not empty.
        var third = (await _scene.RunAsync(Path.Combine(_scene.InputFolder, "2"))).Succeeds();
        Assert.Equal(new StageRows(4, 0, Duplicate: 4), third.Rows("cleansed", "orders"));
        Assert.Equal(["""["1"]""", """["2"]""", """["3"]"""], await _scene.RowsAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(
            """["append","day","2026-01-03"]""",
            (await _scene.GranaryAsync("tables", "--versions", "--json"))
                .Exits(0)
                .Objects.Select(v => $"""["{v["load"]}","{v["cursorColumn"]}","{v["cursorValue"]}"]""")
                .First());
        Assert.Equal(
            ["""["2"]"""],
            [
                .. (await _scene.GranaryAsync("query", "--as-of", second.RunId, "SELECT count(*) - 1 AS n FROM orders", "--json"))
                    .Exits(0)
                    .Objects.Select(o => $"[{o["n"]!.ToJsonString()}]"),
            ]);
    }

    [Fact]
    public async Task A_retried_step_adds_nothing_twice()
    {
        _scene.Dataset("orders", """{ "load": "append" }""");
        var first = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n2\n"))).Succeeds();

        (await _scene.GranaryAsync("retry", first.RunId, "--from", "Run Step2")).Exits(0);
        (await _scene.GranaryAsync("run", "sales", "--env", "local")).Exits(0);

        Assert.Equal(["""["2"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Merged_rows_replace_those_with_their_key_and_a_changed_type_changes_nothing()
    {
        _scene.Dataset("orders", """{ "load": "merge", "key": ["id"] }""");
        (await _scene.RunAsync(_scene.Input("1/orders.csv", "id,n\n1,10\n2,20\n"))).Succeeds();
        var second = (await _scene.RunAsync(_scene.Input("2/orders.csv", "id,n\n2,21\n3,30\n"))).Succeeds();
        Assert.Contains("1 rows of orders stay, 1 were replaced.", second.NotesOf("orders"));

        var third = (await _scene.RunAsync(_scene.Input("3/orders.csv", "id,n\n2,many\n"))).Fails();

        Assert.Equal("GR3240", third.Error);
        Assert.Equal(
            ["""["1","10"]""", """["2","21"]""", """["3","30"]"""],
            await _scene.RowsAsync("SELECT id, n FROM orders ORDER BY id"));
    }

    [Theory]
    [InlineData("""{ "load": "merge" }""", "GR1380", 1, 11)]
    [InlineData("""{ "cursor": "day", "columns": [{ "name": "day", "type": "date", "required": true }] }""", "GR1381", 1, 13)]
    [InlineData("""{ "load": "append", "cursor": "day" }""", "GR1382", 1, 31)]
    [InlineData("""{ "load": "append", "cursor": "day", "columns": [{ "name": "day", "type": "date" }] }""", "GR1382", 1, 31)]
    [InlineData(
        """{ "load": "append", "cursor": "day", "columns": [{ "name": "day", "type": "string", "required": true }] }""",
        "GR1382",
        1,
        31)]
    [InlineData("""{ "versions": 0 }""", "GR1383", 1, 15)]
    public async Task Check_refuses_what_cannot_be_loaded(string dataset, string code, int line, int column)
    {
        _scene.Dataset("orders", dataset);

        var problem = Assert.Single((await _scene.GranaryAsync("check", "--json")).Exits(2).Objects);

        Assert.Equal((code, line, column), ((string)problem["code"]!, (int)problem["line"]!, (int)problem["column"]!));
    }

    public void Dispose() => _scene.Dispose();
}
