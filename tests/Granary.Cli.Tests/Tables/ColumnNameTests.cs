namespace Granary.Cli.Tests.Tables;

public sealed class ColumnNameTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Names_become_snake_case()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "Order Id,CV (%),  Sales--2024 ,1st,état\na,b,c,d,e\n"))).Succeeds();

        Assert.Equal(["order_id string", "cv string", "sales_2024 string", "_1st string", "état string"], run.ColumnsOf("orders"));
    }

    [Fact]
    public async Task A_second_equal_name_gets_a_number_and_a_note()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "A b,a_b,A B,x\nfirst,second,third,y\n"))).Succeeds();

        Assert.Equal(["a_b string", "a_b_2 string", "a_b_3 string", "x string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["first","second","third"]"""], await _scene.RowsAsync("SELECT a_b, a_b_2, a_b_3 FROM orders"));
        Assert.Contains("a_b_2", run.NotesOf("orders"));
        Assert.Contains("a_b_3", run.NotesOf("orders"));
    }

    [Fact]
    public async Task A_name_that_the_lineage_has_is_still_the_datas_own()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "processed_at_utc,_source_line,_run_id\nx,mine,own\n"))).Succeeds();

        Assert.Equal(["processed_at_utc_2 string", "source_line string", "run_id string"], run.ColumnsOf("orders"));
        Assert.Contains("processed_at_utc_2", run.NotesOf("orders"));
        var row = Assert.Single(await _scene.QueryAsync("SELECT * FROM orders"));
        Assert.Equal(7, row.Count);
        Assert.Equal(("x", "mine", "own"), ((string)row["processed_at_utc_2"]!, (string)row["source_line"]!, (string)row["run_id"]!));
        Assert.Equal(("2", run.JobId), ((string)row["_source_line"]!, (string)row["_run_id"]!));
    }

    [Fact]
    public async Task Columns_without_a_name_are_called_by_their_position()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,, \n1,second,third\n"))).Succeeds();

        Assert.Equal(["id bigint", "column_2 string", "column_3 string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["second","third"]"""], await _scene.RowsAsync("SELECT column_2, column_3 FROM orders"));
    }

    [Fact]
    public async Task A_column_may_be_called_as_the_engines_own_are()
    {
        _scene.Dataset("orders", """{ "columns": [{ "name": "r", "type": "integer" }], "key": ["kept", "single"] }""");

        var run = (
            await _scene.RunAsync(
                _scene.Input("orders.csv", "r,fault,line,c0,kept,later,single,v0\n1,2,3,4,5,6,7,8\nx,2,3,4,5,6,7,8\n9,2,3,4,5,6,7,8\n"))
        ).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(3, 1, Rejected: 1, Duplicate: 1), run.Rows("cleansed", "orders"));
        Assert.Equal(
            ["""[1,"2","3","4","5","6","7","8"]"""],
            await _scene.RowsAsync("SELECT r, fault, line, c0, kept, later, single, v0 FROM orders"));
        Assert.Contains("'x'", Assert.Single(await _scene.RejectsAsync("orders")).Reason);
    }

    [Fact]
    public async Task A_name_that_stands_twice_is_refused_before_reading_with_both_positions()
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id,name\n1,before\n"))).Succeeds();

        var run = (await _scene.RunAsync(_scene.Input("bad/orders.csv", "id,name,other,name\n1,a,b,c\n"))).Fails();

        Assert.Contains("\"name\"", run.Cause);
        Assert.Matches(@"\b2\b.*\b4\b", run.Cause);
        Assert.Empty(run.Stages);
        Assert.Equal(["""["1","before"]"""], await _scene.RowsAsync("SELECT id, name FROM orders"));
    }

    [Fact]
    public async Task A_dataset_may_call_a_column_as_the_source_or_as_the_table_does()
    {
        _scene.Dataset("orders", """
            { "columns": [{ "name": "Order Id", "type": "integer" }, { "name": "unit_price", "type": "decimal(8,2)" }],
            "key": ["order_id"] }
            """);

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "Order Id,Unit Price\n1,2.5\n1,3\n"))).Succeeds();

        Assert.Equal(["order_id integer", "unit_price decimal(8,2)"], run.ColumnsOf("orders"));
        Assert.Equal(new StageRows(2, 1, Duplicate: 1), run.Rows("cleansed", "orders"));
    }

    public void Dispose() => _scene.Dispose();
}
