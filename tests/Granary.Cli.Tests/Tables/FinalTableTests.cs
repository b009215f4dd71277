namespace Granary.Cli.Tests.Tables;

public sealed class FinalTableTests : IDisposable
{
    const string Orders = "id,state,amount\n1,TX,10\n2,CA,20\n3,TX,5\n4,,1\n";

    readonly Scene _scene = new();

    [Fact]
    public async Task A_partitioned_table_has_a_folder_a_value_and_the_same_rows()
    {
        _scene.Dataset("orders", """{ "final": { "partitionBy": ["state"] } }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", Orders))).Succeeds();

        Assert.Equal(new StageRows(4, 4), run.Rows("final", "orders"));
        Assert.Contains("state string", run.ColumnsOf("orders"));
        Assert.Equal(
            ["""["1","TX","10"]""", """["2","CA","20"]""", """["3","TX","5"]""", """["4",null,"1"]"""],
            await _scene.RowsAsync("SELECT id, state, amount FROM orders ORDER BY id"));
        var folders = Directory
            .EnumerateDirectories(Path.Combine(_scene.Home, "buckets", "sales-final"), "state=*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f));
        Assert.Superset(new HashSet<string> { "state=CA", "state=TX" }, folders.ToHashSet());
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("state, amount")]
    public async Task A_partition_keeps_the_type_of_its_column(string keys)
    {
        _scene.Dataset("orders", $$"""{ "final": { "partitionBy": [{{string.Join(',', keys.Split(", ").Select(k => $"\"{k}\""))}}] } }""");

        (await _scene.RunAsync(_scene.Input("orders.csv", Orders))).Succeeds();

        Assert.Equal(["""["36","BIGINT"]"""], await _scene.RowsAsync("SELECT sum(amount), any_value(typeof(amount)) FROM orders"));
    }

    [Fact]
    public async Task A_partitioned_table_may_be_empty()
    {
        _scene.Dataset("orders", """{ "onEmpty": "allow", "final": { "partitionBy": ["state"] } }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,state\n"))).Ends("SUCCEEDED", "Empty", 0);

        Assert.Equal(["id string", "state string"], run.ColumnsOf("orders").Order());
        Assert.Equal(["""["0"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
    }

    [Theory]
    [InlineData("SELECT state, sum(amount) AS total FROM orders GROUP BY state", null)]
    [InlineData("sql/orders.sql", "-- by state\nSELECT state, sum(amount) AS total\nFROM orders\nGROUP BY state;\n")]
    public async Task An_authors_sql_makes_the_table_and_its_rows_count_as_derived(string sql, string? file)
    {
        _scene.Dataset("orders", $$"""{ "final": { "sql": "{{sql}}" } }""");
        if (file is not null)
            _scene.Define($"projects/sales/{sql}", file);

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", Orders))).Succeeds();

        var final = run.Stages.Single(s => (string)s["stage"]! == "final");
        Assert.Equal(3, (long)final["rowsDerived"]!);
        Assert.Equal(3, (long)run.Table("orders")["rows"]!);
        Assert.All(run.Stages.Where(s => s != final), s => Assert.Null(s["rowsDerived"]));
        Assert.Equal("state string", run.ColumnsOf("orders")[0]);
        Assert.Equal(
            ["""["CA","20"]""", """["TX","15"]""", """[null,"1"]"""],
            await _scene.RowsAsync("SELECT state, total::VARCHAR FROM orders ORDER BY state"));
    }

    [Fact]
    public async Task An_authors_sql_may_join_the_other_tables_of_the_run()
    {
        _scene.Dataset("orders", """{ "final": { "sql": "SELECT o.id, s.name FROM orders o JOIN states s ON s.code = o.state" } }""");

        var run = (
            await _scene.RunAsync(_scene.Input("orders.csv", Orders), _scene.Input("states.csv", "code,name\nTX,Texas\nCA,California\n"))
        ).Succeeds();

        Assert.Equal(new StageRows(2, 2), run.Rows("final", "states"));
        Assert.Equal(
            ["""["1","Texas"]""", """["2","California"]""", """["3","Texas"]"""],
            await _scene.RowsAsync("SELECT id, name FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task Sql_that_fails_fails_the_run_and_publishes_none_of_its_tables()
    {
        (await _scene.RunAsync(_scene.Input("1/orders.csv", Orders), _scene.Input("1/states.csv", "code\nTX\n"))).Succeeds();
        _scene.Dataset("orders", """{ "final": { "sql": "SELECT nothing_like_it FROM orders" } }""");

        var run = (
            await _scene.RunAsync(_scene.Input("2/orders.csv", "id,state,amount\n9,NY,1\n"), _scene.Input("2/states.csv", "code\nNY\n"))
        ).Fails();

        Assert.Equal("Step3GlueJob", (string?)run.Json["lastState"]);
        Assert.Contains("nothing_like_it", run.Cause);
        Assert.Equal(["""["4"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
        Assert.Equal(["""["TX"]"""], await _scene.RowsAsync("SELECT code FROM states"));
    }

    [Fact]
    public async Task A_missing_sql_file_is_told_before_anything_is_copied()
    {
        _scene.Dataset("orders", """{ "final": { "sql": "sql/none.sql" } }""");

        var result = (await _scene.GranaryAsync("run", "sales", "--env", "local", "--input", _scene.Input("orders.csv", Orders))).Exits(2);

        Assert.Contains("sql/none.sql", result.Errors);
        Assert.False(Directory.Exists(_scene.LandingPrefix));
    }

    [Fact]
    public async Task Each_run_fills_the_table_anew()
    {
        (await _scene.RunAsync(_scene.Input("1/orders.csv", Orders))).Succeeds();

        var run = (await _scene.RunAsync(_scene.Input("2/orders.csv", "id,extra\n9,x\n"))).Succeeds();

        Assert.Equal(["id bigint", "extra string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["9","x"]"""], await _scene.RowsAsync("SELECT id, extra FROM orders"));
        Assert.EndsWith($"/orders/_v/{run.JobId}/", (string)run.Table("orders")["location"]!);
    }

    public void Dispose() => _scene.Dispose();
}
