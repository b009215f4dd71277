namespace Granary.Cli.Tests.BadInput;

public sealed class EmptyInputTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Without_a_file_the_run_fails_in_ValidateInput_and_leaves_no_item()
    {
        var run = (await _scene.RunAsync([], ["--strict"])).Fails();

        Assert.Equal("ValidateInput", (string?)run.Json["lastState"]);
        Assert.Contains("sales-landing", run.Cause);
        Assert.Contains("sales/dbo/", run.Cause);
        Assert.Empty(run.Stages);
        Assert.Empty(run.Tables);
        Assert.Empty(HomeItems.Of(_scene.Home));
    }

    [Fact]
    public async Task A_folder_marker_of_no_bytes_is_not_input()
    {
        Directory.CreateDirectory(Path.Combine(_scene.LandingPrefix, "orders"));
        await File.WriteAllBytesAsync(Path.Combine(_scene.LandingPrefix, "orders", "orders_$folder$"), []);

        (await _scene.RunAsync()).Fails();
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,name\n")]
    [InlineData("id,name")]
    [InlineData("\n\n")]
    public async Task A_file_without_rows_fails_the_run_and_readers_keep_the_table_they_have(string text)
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id,name\n1,a\n2,b\n"))).Succeeds();

        var run = (await _scene.RunAsync(_scene.Input("bad/orders.csv", text))).Fails();

        Assert.Equal("Step1GlueJob", (string?)run.Json["lastState"]);
        Assert.Contains("orders/orders.csv", run.Cause);
        Assert.Empty(run.Tables);
        Assert.Equal(["""["1","a"]""", """["2","b"]"""], await _scene.RowsAsync("SELECT id, name FROM orders ORDER BY id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,name\n")]
    [InlineData("id,name")]
    public async Task A_file_without_rows_makes_the_table_empty_where_the_dataset_allows_it(string text)
    {
        _scene.Dataset(
            "orders",
            """{ "onEmpty": "allow", "columns": [{ "name": "id", "type": "bigint" }, { "name": "name", "type": "string" }] }"""
        );
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id,name\n1,a\n"))).Succeeds();

        var run = (await _scene.RunAsync([_scene.Input("empty/orders.csv", text)], ["--strict"])).Ends("SUCCEEDED", "Empty", 0);

        Assert.Equal(0, (long)run.Table("orders")["rows"]!);
        Assert.Equal(["id bigint", "name string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["0"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders WHERE id IS NULL OR name IS NULL"));
    }

    [Fact]
    public async Task A_header_alone_gives_an_allowed_empty_table_its_columns()
    {
        _scene.Dataset("orders", """{ "onEmpty": "allow" }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "Order Id,name\n"))).Ends("SUCCEEDED", "Empty", 0);

        Assert.Equal(["order_id string", "name string"], run.ColumnsOf("orders"));
        Assert.Empty(await _scene.RowsAsync("SELECT order_id FROM orders"));
    }

    [Fact]
    public async Task A_file_of_no_bytes_is_an_empty_table_even_where_nothing_names_columns()
    {
        _scene.Dataset("orders", """{ "onEmpty": "allow" }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", ""))).Ends("SUCCEEDED", "Empty", 0);

        Assert.Empty(run.ColumnsOf("orders"));
        Assert.Equal(["""["0"]"""], await _scene.RowsAsync("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task An_empty_table_beside_a_full_one_leaves_the_run_a_success()
    {
        _scene.Dataset("orders", """{ "onEmpty": "allow" }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n"), _scene.Input("people.csv", "id\n1\n"))).Succeeds();

        Assert.Equal((0L, 1L), ((long)run.Table("orders")["rows"]!, (long)run.Table("people")["rows"]!));
    }

    public void Dispose() => _scene.Dispose();
}
