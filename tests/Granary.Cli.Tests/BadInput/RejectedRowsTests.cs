using System.Text;

namespace Granary.Cli.Tests.BadInput;

/// <summary>One bad row among good ones is rejected with its place, its text and the reason; the good ones are published.</summary>
public sealed class RejectedRowsTests : IDisposable
{
    readonly Scene _scene = new();

    [Theory]
    [InlineData("landing", "2", "column", "id,name\n1,a\n2\n3,c\n")]
    [InlineData("landing", "2,b,extra", "column", "id,name\n1,a\n2,b,extra\n3,c\n")]
    [InlineData("landing", "id,name", "header", "id,name\n1,a\nid,name\n3,c\n")]
    [InlineData("landing", "2,\"b", "quote", "id,name\n1,a\n2,\"b\n3,c\n")]
    public async Task A_row_of_the_wrong_form_is_a_reject(string stage, string raw, string reason, string text)
    {
        var file = _scene.Input("orders.csv", text);

        var run = (await _scene.RunAsync(file)).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(3, 2, Rejected: 1), run.Rows(stage, "orders"));
        Assert.Equal(["""["1","a"]""", """["3","c"]"""], await _scene.RowsAsync("SELECT id, name FROM orders ORDER BY id"));
        var reject = Assert.Single(await _scene.RejectsAsync("orders"));
        Assert.Equal((stage, "orders/orders.csv", 3L, raw), (reject.Stage, reject.File, reject.Line, reject.Raw));
        Assert.Contains(reason, reject.Reason);
    }

    [Fact]
    public async Task With_strict_rejects_make_the_exit_code_3_and_change_nothing_else()
    {
        var file = _scene.Input("orders.csv", "id,name\n1,a\n2\n");

        var run = (await _scene.RunAsync([file], ["--strict"])).Ends("SUCCEEDED", "SucceededWithRejects", 3);

        Assert.Equal(1, (long)run.Table("orders")["rows"]!);
    }

    [Fact]
    public async Task Each_of_the_reasons_has_its_own_code()
    {
        _scene.Dataset(
            "orders",
            """{ "columns": [{ "name": "id", "type": "integer" }, { "name": "name", "type": "string", "required": true }] }"""
        );
        byte[] bytes = [.. "id,name\n1\n2,b,c\nid,name\n3,\"x\n4,"u8, 0xE9, .. "\nfour,d\n5,\n6,good\n"u8];

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", bytes))).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        var rejects = (await _scene.RejectsAsync("orders")).OrderBy(r => r.Line).ToList();
        Assert.Equal([2L, 3L, 4L, 5L, 6L, 7L, 8L], rejects.Select(r => r.Line));
        Assert.Equal(rejects.Count, rejects.Select(r => r.Code).Distinct().Count());
        Assert.Equal(new StageRows(8, 3, Rejected: 5), run.Rows("landing", "orders"));
        Assert.Equal(new StageRows(3, 1, Rejected: 2), run.Rows("cleansed", "orders"));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_names_its_column_and_shows_the_row_as_the_file_has_it()
    {
        _scene.Dataset("orders", """{ "columns": [{ "name": "id", "type": "integer" }, { "name": "amount", "type": "decimal(10,2)" }] }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,amount\n1, 1.50\n2,\"1,x\"\n99999999999,1\n4,\n"))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(4, 2, Rejected: 2), run.Rows("cleansed", "orders"));
        Assert.Equal(["""[1,"1.50"]""", "[4,null]"], await _scene.RowsAsync("SELECT id, amount FROM orders ORDER BY id"));
        var rejects = await _scene.RejectsAsync("orders");
        Assert.Equal([(3L, "amount", "2,\"1,x\""), (4L, "id", "99999999999,1")], rejects.Select(r => (r.Line, r.Column!, r.Raw)));
        Assert.Contains("1,x", rejects[0].Reason);
        Assert.Contains("decimal(10,2)", rejects[0].Reason);
    }

    [Fact]
    public async Task Windows_1252_bytes_in_a_file_said_to_be_utf_8_are_a_reject()
    {
        _scene.Dataset("orders", """{ "source": { "encoding": "utf-8" } }""");
        byte[] bytes = [.. "id,name\n1,caf"u8, 0xE9, .. "\n2,café\n"u8];

        (await _scene.RunAsync(_scene.Input("orders.csv", bytes))).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        var reject = Assert.Single(await _scene.RejectsAsync("orders"));
        Assert.Equal((2L, @"1,caf\xE9"), (reject.Line, reject.Raw));
        Assert.Equal(["""["2","café"]"""], await _scene.RowsAsync("SELECT id, name FROM orders"));
    }

    [Fact]
    public async Task The_same_bytes_are_text_where_the_dataset_says_windows_1252()
    {
        _scene.Dataset("orders", """{ "source": { "encoding": "windows-1252" } }""");
        byte[] bytes = [.. "id,name\n1,caf"u8, 0xE9, 0x20, 0x80, (byte)'\n'];

        (await _scene.RunAsync(_scene.Input("orders.csv", bytes))).Succeeds();

        Assert.Equal(["""["1","café €"]"""], await _scene.RowsAsync("SELECT id, name FROM orders"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_its_own_line_and_no_row_after_it()
    {
        var text = new StringBuilder("id,name\n");
        for (var i = 1; i <= 500; i++)
            text.Append(i).Append(i == 250 ? ",\"open\n" : ",row\n");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", text.ToString()))).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(500, 499, Rejected: 1), run.Rows("landing", "orders"));
        Assert.Equal((251L, "250,\"open"), Assert.Single((await _scene.RejectsAsync("orders")).Select(r => (r.Line, r.Raw))));
    }

    [Fact]
    public async Task When_every_row_is_a_reject_the_run_still_says_so_and_nothing_is_lost()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,name\n1\n2\n"))).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(2, 0, Rejected: 2), run.Rows("landing", "orders"));
        Assert.Equal(2, (await _scene.RejectsAsync("orders")).Count);
        Assert.Equal(["""["0"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Rejects_of_an_earlier_run_are_shown_by_its_id_and_unknown_tables_are_not_found()
    {
        var first = await _scene.RunAsync(_scene.Input("1/orders.csv", "id,name\n1\n2,b\n"));
        (await _scene.RunAsync(_scene.Input("2/orders.csv", "id,name\n2,b\n"))).Succeeds();

        Assert.Empty(await _scene.RejectsAsync("orders"));
        var earlier = (await _scene.GranaryAsync("rejects", "orders", "--run", first.RunId, "--json")).Exits(0).Object;
        Assert.Equal((first.RunId, "1"), ((string)earlier["run"]!, (string)earlier["raw"]!));
        var unknown = (await _scene.GranaryAsync("rejects", "order", "--json")).Exits(5);
        Assert.Contains("orders", unknown.Errors);
    }

    public void Dispose() => _scene.Dispose();
}
