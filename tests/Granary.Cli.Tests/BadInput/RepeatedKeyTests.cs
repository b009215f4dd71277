namespace Granary.Cli.Tests.BadInput;

/// <summary>Of rows with one key the first by file and line stays; the others are counted and kept apart.</summary>
public sealed class RepeatedKeyTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task The_first_row_by_file_and_line_stays()
    {
        _scene.Dataset("orders", """{ "key": ["id"] }""");
        _scene.Input("orders/b.csv", "id,name\n1,b-first\n3,b-third\n");
        _scene.Input("orders/a.csv", "id,name\n1,a-first\n2,a-second\n2,a-again\n");

        var run = (await _scene.RunAsync([_scene.InputFolder], ["--strict"])).Succeeds();

        Assert.Equal(new StageRows(5, 3, Duplicate: 2), run.Rows("cleansed", "orders"));
        Assert.Equal([1L, 1L], run.Files("cleansed", "orders").Select(f => (long)f["rowsDuplicate"]!));
        Assert.Equal(
            ["""["1","a-first","orders/a.csv","2"]""", """["2","a-second","orders/a.csv","3"]""", """["3","b-third","orders/b.csv","3"]"""],
            await _scene.RowsAsync("SELECT id, name, _source_file, _source_line FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task The_others_are_kept_apart()
    {
        _scene.Dataset("orders", """{ "key": ["id"] }""");

        (await _scene.RunAsync(_scene.Input("orders.csv", "id,name\n1,kept\n1,apart\n"))).Succeeds();

        Assert.Single(
            Directory.EnumerateFiles(
                Path.Combine(_scene.Home, "buckets", "sales-cleansed"), "duplicates.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_key_takes_no_value_for_equal_to_no_value_and_does_not_refuse_it()
    {
        _scene.Dataset("orders", """{ "key": ["id", "part"] }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,part,name\n1,,a\n1,,b\n,,c\n,,d\n1,x,e\n"))).Succeeds();

        Assert.Equal(new StageRows(5, 3, Duplicate: 2), run.Rows("cleansed", "orders"));
        Assert.Equal(["""["a"]""", """["c"]""", """["e"]"""], await _scene.RowsAsync("SELECT name FROM orders ORDER BY name"));
    }

    [Fact]
    public async Task Only_required_refuses_a_key_without_a_value()
    {
        _scene.Dataset("orders", """{ "key": ["id"], "columns": [{ "name": "id", "type": "integer", "required": true }] }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,name\n1,a\n,b\n1,c\n"))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(3, 1, Rejected: 1, Duplicate: 1), run.Rows("cleansed", "orders"));
        Assert.Equal(("id", ",b"), Assert.Single((await _scene.RejectsAsync("orders")).Select(r => (r.Column, r.Raw))));
    }

    [Fact]
    public async Task Keys_are_compared_as_typed_values()
    {
        _scene.Dataset("orders", """{ "key": ["amount"], "columns": [{ "name": "amount", "type": "decimal(10,2)" }] }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "amount,name\n1.50,a\n 1.5 ,b\n"))).Succeeds();

        Assert.Equal(new StageRows(2, 1, Duplicate: 1), run.Rows("cleansed", "orders"));
    }

    public void Dispose() => _scene.Dispose();
}
