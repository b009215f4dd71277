namespace Granary.Cli.Tests.Runs;

/// <summary>The item of a run in the tracking table.</summary>
public sealed class TrackingItemTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Ends_SUCCEEDED_under_the_runs_job_id()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();

        Assert.Equal((run.JobId, "sales", "SUCCEEDED"), TheItem());
    }

    [Theory]
    [InlineData("id,id\n1,1\n", null)]
    [InlineData("id\n1\n", "SELECT nothing_like_it FROM orders")]
    public async Task Ends_FAILED_whichever_stage_failed(string text, string? sql)
    {
        if (sql is not null)
            _scene.Dataset("orders", $$"""{ "final": { "sql": "{{sql}}" } }""");

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", text))).Fails();

        Assert.Equal((run.JobId, "sales", "FAILED"), TheItem());
    }

    public void Dispose() => _scene.Dispose();

    (string? JobId, string? Project, string? State) TheItem()
    {
        var item = Assert.Single(HomeItems.Of(_scene.Home));
        return (Text("jobId"), Text("project"), Text("jobState"));

        string? Text(string name) => (string?)item[name]!["S"];
    }
}
