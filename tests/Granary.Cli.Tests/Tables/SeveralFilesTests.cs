namespace Granary.Cli.Tests.Tables;

/// <summary>Tables that have more than one file, and runs that have more than one table.</summary>
public sealed class SeveralFilesTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_folder_below_the_input_is_a_table_of_all_its_files()
    {
        _scene.Input("orders/2024.csv", "id,name\n1,a\n");
        _scene.Input("orders/more/2025.csv", "id,name\n2,b\n");
        _scene.Input("people/all.csv", "id\n7\n");
        _scene.Input("places.csv", "id\n8\n9\n");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Succeeds();

        Assert.Equal(["orders", "people", "places"], run.Tables.Select(t => (string)t["name"]!).Order());
        Assert.Equal(["orders/2024.csv", "orders/more/2025.csv"], run.Files("landing", "orders").Select(f => (string)f["path"]!));
        Assert.Equal(
            ["""["1","orders/2024.csv","2"]""", """["2","orders/more/2025.csv","2"]"""],
            await _scene.RowsAsync("SELECT id, _source_file, _source_line FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task Files_are_joined_by_the_names_of_their_columns_and_what_one_lacks_is_null()
    {
        _scene.Input("orders/a.csv", "id,name,note\n1,a,x\n");
        _scene.Input("orders/b.csv", "name,id\nb,2\n");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Succeeds();

        Assert.Equal(["""["1","a","x"]""", """["2","b",null]"""], await _scene.RowsAsync("SELECT id, name, note FROM orders ORDER BY id"));
        Assert.Contains("note", run.NotesOf("orders"));
        Assert.Contains("orders/b.csv", run.NotesOf("orders"));
    }

    [Fact]
    public async Task Each_file_has_its_own_account_in_every_stage()
    {
        _scene.Dataset("orders", """{ "key": ["id"], "columns": [{ "name": "id", "type": "integer" }] }""");
        _scene.Input("orders/a.csv", "id,name\n1,a\nx,b\n2\n");
        _scene.Input("orders/b.csv", "id,name\n1,again\n3,c\n");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal([new(3, 2, Rejected: 1), new(2, 2)], run.Files("landing", "orders").Select(StageRows.Of));
        Assert.Equal([new(2, 1, Rejected: 1), new(2, 1, Duplicate: 1)], run.Files("cleansed", "orders").Select(StageRows.Of));
        Assert.Equal([new(1, 1), new(1, 1)], run.Files("final", "orders").Select(StageRows.Of));
        Assert.Equal(
            ["cleansed orders/a.csv:3", "landing orders/a.csv:4"],
            (await _scene.RejectsAsync("orders")).Select(r => $"{r.Stage} {r.File}:{r.Line}").Order());
    }

    [Fact]
    public async Task One_bad_file_fails_the_run_for_all_tables_and_all_that_is_wrong_is_told_at_once()
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id\n1\n"), _scene.Input("good/people.csv", "id\n1\n"))).Succeeds();

        var run = (
            await _scene.RunAsync(
                _scene.Input("bad/orders.csv", "id,id\n1,1\n"), _scene.Input("bad/people.csv", "id\n2\n"),
                _scene.Input("bad/places.csv", ""))).Fails();

        Assert.Contains("orders/orders.csv", run.Cause);
        Assert.Contains("places/places.csv", run.Cause);
        Assert.Empty(run.Tables);
        Assert.Equal(["""["1","1"]"""], await _scene.RowsAsync("SELECT orders.id, people.id AS person FROM orders, people"));
    }

    [Fact]
    public async Task An_empty_file_beside_a_full_one_is_no_failure()
    {
        _scene.Input("orders/a.csv", "id\n1\n");
        _scene.Input("orders/b.csv", "");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Succeeds();

        Assert.Equal([new(1, 1), new(0, 0)], run.Files("landing", "orders").Select(StageRows.Of));
    }

    [Fact]
    public async Task A_dataset_claims_files_by_the_patterns_it_names()
    {
        _scene.Dataset("orders", """{ "source": { "files": ["ord_*.report", "old-orders/"], "delimiter": "," } }""");
        _scene.Input("ord_1.report", "id\n1\n");
        _scene.Input("old-orders/x.csv", "id\n2\n");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Succeeds();

        Assert.Equal("orders", (string)Assert.Single(run.Tables)["name"]!);
        Assert.Equal(["""["1"]""", """["2"]"""], await _scene.RowsAsync("SELECT id FROM orders ORDER BY id"));
    }

    public void Dispose() => _scene.Dispose();
}
