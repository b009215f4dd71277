namespace Granary.Cli.Tests.Projects;

/// <summary>A folder with a project file, a configuration and datasets is all that a further project needs.</summary>
public sealed class SecondProjectTests : IDisposable
{
    readonly Scene _scene = new("north");

    public SecondProjectTests()
    {
        _scene.AddProject("south", "southern");
        _scene.Dataset("orders", """{ "key": ["id"] }""");
        _scene.Define(
            "projects/south/datasets/orders.json",
            """{ "source": { "delimiter": "|", "header": false, "columns": ["id", "name"] } }"""
        );
    }

    [Fact]
    public async Task Two_projects_of_one_type_live_in_one_home_with_their_own_datasets_and_buckets()
    {
        (await _scene.RunAsync(_scene.Input("north/orders.csv", "id,name\n1,a\n1,again\n"))).Succeeds();
        var south = await RunSouthAsync();

        var tables = (await _scene.GranaryAsync("tables", "--json")).Exits(0).Objects;
        Assert.Equal(
            [("north_tables", "s3://north-final/north/orders/", 1L), ("southern_tables", "s3://southern-final/southern/orders/", 2L)],
            tables.Select(t => ((string)t["database"]!, ((string)t["location"]!).Split("_v/")[0], (long)t["rows"]!)));
        Assert.Equal(["id bigint", "name string"], south.ColumnsOf("orders"));
    }

    [Fact]
    public async Task A_table_that_both_have_is_queried_by_database_and_name()
    {
        (await _scene.RunAsync(_scene.Input("north/orders.csv", "id,name\n1,a\n"))).Succeeds();
        await RunSouthAsync();

        Assert.Equal(["""["1","2"]"""], await _scene.RowsAsync("""
            SELECT (SELECT count(*) FROM "north_tables"."orders") AS north, (SELECT count(*) FROM southern_tables.orders) AS south
            """));
        var bare = (await _scene.GranaryAsync("query", "SELECT * FROM orders", "--json")).Exits(2);
        Assert.Contains("orders", bare.Errors);
    }

    [Fact]
    public async Task Names_and_keys_have_the_configurations_key_and_not_the_folder()
    {
        await RunSouthAsync();

        Assert.True(Directory.Exists(Path.Combine(_scene.Home, "buckets", "southern-landing", "southern", "dbo", "orders")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scene.Home, "south", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_environment_may_be_a_file_of_any_path()
    {
        var file = _scene.Define("elsewhere/other.json", Scene.Configuration("elsewhere"));

        var run = new RunReport(
            await _scene.GranaryAsync("run", "south", "--env", file, "--json", "--input", _scene.Input("orders.csv", "1|a\n"))).Succeeds();

        Assert.Equal("elsewhere_tables", (string)run.Table("orders")["database"]!);
    }

    [Fact]
    public async Task A_change_of_the_configuration_is_applied_by_the_next_run()
    {
        var input = _scene.Input("orders.csv", "id,name\n1,a\n");
        (await _scene.RunAsync(input)).Succeeds();
        _scene.Define("config/north/local.json", Scene.Configuration("north").Replace("north_tables", "moved"));

        var run = (await _scene.RunAsync(input)).Succeeds();

        Assert.Equal("moved", (string)run.Table("orders")["database"]!);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("temp")]
    public async Task A_database_may_be_called_as_something_of_the_engines_own(string database)
    {
        _scene.Define("config/north/local.json", Scene.Configuration("north").Replace("north_tables", database));

        (await _scene.RunAsync(_scene.Input("orders.csv", "id,name\n1,a\n"))).Succeeds();

        Assert.Equal(["""["a"]"""], await _scene.RowsAsync("SELECT name FROM orders"));
    }

    public void Dispose() => _scene.Dispose();

    async Task<RunReport> RunSouthAsync() =>
        new RunReport(
            await _scene.GranaryAsync("run", "south", "--env", "local", "--json", "--input", _scene.Input("south/orders.csv", "1|b\n2|c\n"))
        ).Succeeds();
}
