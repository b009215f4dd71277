namespace Granary.Cli.Tests.Drift;

/// <summary>What other columns than the published ones do to a run.</summary>
public sealed class DriftTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Evolve_notes_what_has_changed_since_the_last_version()
    {
        var first = (await RunAsync(("orders.csv", "id,v\n1,2\n"))).Succeeds();
        Assert.Equal("", first.NotesOf("orders"));

        var second = (await RunAsync(("orders.csv", "id,v,w\n1,x,3\n"))).Succeeds();

        Assert.Equal("Drift: the column \"w\" is new.\nDrift: the column \"v\" is string and was bigint.", second.NotesOf("orders"));
        Assert.Contains("note on orders: Drift: the column \"w\" is new.", (await _scene.GranaryAsync("show")).Exits(0).Output);
        Assert.Equal("", (await RunAsync(("orders.csv", "id,v,w\n1,x,3\n"))).Succeeds().NotesOf("orders"));
    }

    [Fact]
    public async Task Freeze_fails_the_run_and_holds_the_next_against_what_is_published()
    {
        _scene.Dataset("orders", """{ "drift": "freeze", "versions": 1 }""");
        (await RunAsync(("orders.csv", "id,v\n1,2\n"))).Succeeds();

        var names = (await RunAsync(("orders.csv", "v,id,w\n1,2,3\n"))).Fails();
        Assert.Equal("GR3126", names.Error);
        Assert.Contains("The columns of orders are not those of its published version: the column \"id\" is at position 2 and was at 1; "
            + "the column \"w\" is new.", names.Cause);
        var types = (await RunAsync(("orders.csv", "id,v\n1,x\n"))).Fails();
        Assert.Contains("the column \"v\" is string and was bigint.", types.Cause);

        Assert.Equal(["""["1","2"]"""], await _scene.RowsAsync("SELECT id, v FROM orders"));
        (await RunAsync(("orders.csv", "id,v\n3,4\n"))).Succeeds();
        Assert.Equal(["""["3","4"]"""], await _scene.RowsAsync("SELECT id, v FROM orders"));
    }

    [Fact]
    public async Task Quarantine_goes_on_without_files_and_rows_that_do_not_fit()
    {
        _scene.Dataset("orders", """{ "drift": "quarantine" }""");
        (await RunAsync(("orders/a.csv", "id,v\n1,2\n"))).Succeeds();

        var run = (await RunAsync(("orders/a.csv", "v,id\n5,3\nx,4\n"), ("orders/b.csv", "id,v,w\n8,8,8\n9,9,9\n"))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(
            (new StageRows(4, 2, Rejected: 2), new StageRows(2, 1, Rejected: 1)),
            (run.Rows("landing", "orders"), run.Rows("cleansed", "orders")));
        Assert.Equal(
            ["""["3","5"]"""],
            await _scene.RowsAsync("SELECT * EXCLUDE (_run_id, _source_file, _source_line, processed_at_utc) FROM orders"));
        Assert.Equal(
            ["2 GR3116 8,8,8", "3 GR3116 9,9,9", "3 GR3107 x,4"],
            (await _scene.RejectsAsync("orders"))
                .OrderByDescending(r => r.Stage, StringComparer.Ordinal)
                .Select(r => $"{r.Line} {r.Code} {r.Raw}"));
        Assert.Contains("orders/b.csv is rejected with all of its rows", run.NotesOf("orders"));
    }

    [Fact]
    public async Task A_file_that_was_set_aside_is_loaded_when_the_table_takes_it()
    {
        _scene.Dataset("orders", """{ "load": "append", "drift": "quarantine" }""");
        (await RunAsync(("orders.csv", "id,v\n1,2\n"))).Succeeds();
        (await RunAsync(("orders.csv", "id,v,w\n3,4,5\n"))).Ends("SUCCEEDED", "SucceededWithRejects", 0);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));

        _scene.Dataset("orders", """{ "load": "append" }""");
        (await RunAsync(("orders.csv", "id,v,w\n3,4,5\n"))).Succeeds();

        Assert.Equal(["""["1","2",null]""", """["3","4","5"]"""], await _scene.RowsAsync("SELECT id, v, w FROM orders ORDER BY id"));
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>A run of a delivery that has these files alone.</summary>
    Task<RunReport> RunAsync(params (string Name, string Text)[] files)
    {
        if (Directory.Exists(_scene.InputFolder))
            Directory.Delete(_scene.InputFolder, recursive: true);
        foreach (var (name, text) in files)
            _scene.Input(name, text);
        return _scene.RunAsync(_scene.InputFolder);
    }
}
