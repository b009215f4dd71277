namespace Granary.Cli.Tests.Files;

/// <summary>What <c>--input</c> takes and what it leaves out.</summary>
public sealed class DeliveryTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Documents_json_and_hidden_files_are_left_out_and_listed()
    {
        _scene.Input("orders.csv", "id\n1\n");
        string[] leftOut = ["README", "README.txt", "notes.md", "data.json", ".hidden.csv", "_work.csv", "picture.png", "_old/orders.csv"];
        foreach (var name in leftOut)
            _scene.Input(name, "id\n9\n");

        var run = (await _scene.RunAsync(_scene.InputFolder)).Succeeds();

        Assert.Equal("orders", (string)Assert.Single(run.Tables)["name"]!);
        foreach (var name in leftOut)
            Assert.Contains(Path.Combine(_scene.InputFolder, name), run.Errors);
        Assert.Equal([Path.Combine(_scene.LandingPrefix, "orders", "orders.csv")], Delivered());
    }

    [Fact]
    public async Task After_input_the_prefix_holds_exactly_these_files()
    {
        (await _scene.RunAsync(_scene.Input("1/orders.csv", "id\n1\n"), _scene.Input("1/people.csv", "id\n1\n"))).Succeeds();

        (await _scene.RunAsync(_scene.Input("2/orders.tsv", "id\tname\n2\tb\n"))).Succeeds();

        Assert.Equal([Path.Combine(_scene.LandingPrefix, "orders", "orders.tsv")], Delivered());
        Assert.Equal(["""["2"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
    }

    [Fact]
    public async Task Without_input_the_run_takes_what_is_there()
    {
        (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();

        var again = (await _scene.RunAsync()).Succeeds();

        Assert.Equal(new StageRows(1, 1), again.Rows("final", "orders"));
    }

    [Theory]
    [InlineData("Bad Name!.csv")]
    [InlineData("-orders.csv")]
    [InlineData("größe.csv")]
    public async Task A_table_name_that_is_no_good_folder_name_is_told_before_anything_is_copied(string name)
    {
        var good = _scene.Input("people.csv", "id\n1\n");
        var bad = _scene.Input(name, "id\n1\n");

        var result = (await _scene.GranaryAsync("run", "sales", "--env", "local", "--json", "--input", good, "--input", bad)).Exits(2);

        Assert.Contains(bad, result.Errors);
        Assert.Contains("error[GR", result.Errors);
        Assert.Empty(Delivered());
        Assert.Empty((await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_not_found()
    {
        var missing = Path.Combine(_scene.InputFolder, "none.csv");

        var result = (
            await _scene.GranaryAsync(
                "run", "sales", "--env", "local", "--input", _scene.Input("orders.csv", "id\n1\n"), "--input", missing)).Exits(5);

        Assert.Contains(missing, result.Errors);
        Assert.Empty(Delivered());
    }

    [Fact]
    public async Task Two_files_for_one_place_are_refused()
    {
        var result = (
            await _scene.GranaryAsync(
                "run", "sales", "--env", "local", "--input", _scene.Input("1/orders.csv", "id\n1\n"), "--input",
                _scene.Input("2/orders.csv", "id\n2\n"))).Exits(2);

        Assert.Contains("1/orders.csv", result.Errors);
        Assert.Contains("2/orders.csv", result.Errors);
        Assert.Empty(Delivered());
    }

    [Fact]
    public async Task Names_in_capitals_are_tables_in_lower_case()
    {
        var run = (await _scene.RunAsync(_scene.Input("ORDERS.CSV", "id\n1\n"))).Succeeds();

        Assert.Equal("orders", (string)Assert.Single(run.Tables)["name"]!);
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>Hidden files as well, which an enumeration skips by default: one that was delivered by mistake must show.</summary>
    IReadOnlyList<string> Delivered() =>
        !Directory.Exists(_scene.LandingPrefix)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(
                        _scene.LandingPrefix, "*",
                        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
                    .Order(),
            ];
}
