namespace Granary.Cli.Tests.Check;

/// <summary>A name that does not exist is told with the one that was meant.</summary>
public sealed class UnknownNameTests : IDisposable
{
    readonly Scene _scene = new();

    [Theory]
    [InlineData(5, "sales", "run", "salse", "--env", "local")]
    [InlineData(5, "local", "run", "sales", "--env", "lokal")]
    [InlineData(2, "tables", "tabels")]
    [InlineData(2, "--env", "run", "sales", "--evn", "local")]
    [InlineData(2, null, "run")]
    [InlineData(2, null)]
    [InlineData(5, "granary run", "show", "@last")]
    [InlineData(5, null, "rejects", "orders")]
    [InlineData(2, null, "run", "sales", "--set", "novalue")]
    public async Task On_the_command_line(int exitCode, string? meant, params string[] arguments)
    {
        var result = (await _scene.GranaryAsync(arguments)).Exits(exitCode);

        Assert.Equal("", result.Output);
        Assert.Contains("error[GR", result.Errors);
        if (meant is not null)
            Assert.Contains(meant, result.Errors);
    }

    [Fact]
    public async Task In_a_query()
    {
        (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();

        Assert.Contains("orders", (await _scene.GranaryAsync("query", "SELECT * FROM order_s")).Exits(2).Errors);
        Assert.Contains(
            "'x'", (await _scene.GranaryAsync("query", "SELECT CAST('x' || id AS INTEGER) FROM orders")).Exits(2).Errors.Replace("x1", "x")
        );
        Assert.Contains("id", (await _scene.GranaryAsync("query", "SELECT idd FROM orders")).Exits(2).Errors);
    }

    [Fact]
    public async Task A_run_may_be_named_by_the_beginning_of_its_id_or_by_its_job()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();

        foreach (var name in new[] { run.RunId, run.RunId[..^2], run.JobId![..8], "@last" })
            Assert.Contains(run.RunId, (await _scene.GranaryAsync("show", name)).Exits(0).Output);
        (await _scene.GranaryAsync("show", "no-such-run")).Exits(5);
        (await _scene.GranaryAsync("show", "@last-failed")).Exits(5);
    }

    public void Dispose() => _scene.Dispose();
}
