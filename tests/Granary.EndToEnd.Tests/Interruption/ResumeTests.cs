namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>What people do with runs that stopped: go on, cancel, retry.</summary>
public sealed class ResumeTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_killed_run_is_interrupted_until_the_next_run_takes_it_up()
    {
        await KillAsync();
        var killed = (await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects[0];
        Assert.Equal(("RUNNING", "interrupted"), ((string)killed["status"]!, (string)killed["detail"]!));
        Assert.Contains("interrupted", (await _scene.GranaryAsync("show")).Exits(0).Output);

        // It takes its turn first, because it came first.
        var next = await _scene.GranaryAsync("run", "sales", "--env", "local", "--input", _scene.Input("small/orders.csv", "id\n1\n"));
        next.Exits(0);
        Assert.Contains($"resumed run {killed["runId"]}: SUCCEEDED", next.Errors);
        Assert.Equal(
            ["SUCCEEDED", "SUCCEEDED"], (await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects.Select(r => (string)r["status"]!));
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
    }

    [Fact]
    public async Task Resume_goes_on_and_tells_how_it_ended()
    {
        await KillAsync();
        var resumed = new RunReport((await _scene.GranaryAsync("resume", "@last", "--json")).Exits(0)).Succeeds();
        Assert.Equal([LongInput.ShortRows], resumed.Tables.Select(t => (int)t["rows"]!));
        Assert.Contains("No run is interrupted", (await _scene.GranaryAsync("resume")).Exits(0).Errors);
        (await _scene.GranaryAsync("resume", "@last")).Exits(1);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
    }

    [Fact]
    public async Task Cancel_stops_a_run_of_another_process()
    {
        using var run = _scene.Start("run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.Text));
        var ended = BuiltProgram.FinishAsync(run);
        await _scene.EntersAsync("Step1GlueJob", ended);

        var cancelled = new RunReport((await _scene.GranaryAsync("cancel", "@last", "--json")).Exits(0));
        Assert.Equal(("ABORTED", "Cancelled"), (cancelled.Status, cancelled.Outcome));
        Assert.Equal(("ABORTED", "Cancelled"), (new RunReport((await ended).Exits(130)).Status, cancelled.Outcome));
        (await _scene.GranaryAsync("cancel", "@last")).Exits(1);
    }

    [Fact]
    public async Task Cancel_ends_an_interrupted_run()
    {
        await KillAsync();
        var cancelled = new RunReport((await _scene.GranaryAsync("cancel", "@last", "--json")).Exits(0));
        Assert.Equal(("ABORTED", "Cancelled"), (cancelled.Status, cancelled.Outcome));
        Assert.Contains("ExecutionAborted", (await _scene.GranaryAsync("events", "@last", "--json")).Exits(0).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
    }

    [Fact]
    public async Task Retry_does_the_failed_step_over_and_keeps_what_is_done()
    {
        // The final step fails on its own SQL, behind two stages that are done.
        _scene.Dataset("orders", """{ "final": { "sql": "SELECT missing FROM orders" } }""");
        var failed = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Fails();
        Assert.Equal(["landing", "cleansed"], failed.Stages.Select(s => (string)s["stage"]!));

        // What is deployed beside the job is corrected, as somebody on call would.
        var deployed = Directory.EnumerateFiles(Path.Combine(_scene.Home, "buckets"), "orders.json", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(deployed, "{}");
        var retried = new RunReport((await _scene.GranaryAsync("retry", "--json")).Exits(0)).Succeeds();
        Assert.Equal(failed.RunId, retried.RunId);
        var types = (await _scene.GranaryAsync("events", failed.RunId, "--json")).Exits(0).Objects.Select(e => (string)e["type"]!).ToList();
        Assert.Contains("ExecutionRedriven", types);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
        (await _scene.GranaryAsync("retry", failed.RunId)).Exits(1);
    }

    [Fact]
    public async Task Retry_does_not_bring_older_rows_in_the_place_of_newer_ones()
    {
        _scene.Dataset(
            "orders",
            """{ "columns": [{ "name": "id", "type": "bigint" }], "rules": [{ "column": "id", "max": 5, "severity": "fail" }] }"""
        );
        var failed = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n9\n"))).Fails();
        var later = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();

        var refused = (await _scene.GranaryAsync("retry", failed.RunId)).Exits(1);

        Assert.Contains("GR4025", refused.Errors);
        Assert.Contains(later.RunId, refused.Errors);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
    }

    [Fact]
    public async Task Retry_from_a_state_is_a_run_of_its_own()
    {
        var first = (await _scene.RunAsync(_scene.Input("orders.csv", "id\n1\n"))).Succeeds();
        var state = (await _scene.GranaryAsync("events", first.RunId, "--json")).Exits(0).Objects
            .Select(e => (string?)e["stateEnteredEventDetails"]?["name"]).First(n => n is not null)!;

        var second = new RunReport((await _scene.GranaryAsync("retry", first.RunId, "--from", state, "--json")).Exits(0)).Succeeds();
        Assert.NotEqual(first.RunId, second.RunId);
        Assert.Equal(first.RunId, (string)(await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects[0]["retryOf"]!);

        var unknown = await _scene.GranaryAsync("retry", first.RunId, "--from", "Nowhere");
        unknown.Exits(5);
        Assert.Contains(state, unknown.Errors);
    }

    public void Dispose() => _scene.Dispose();

    async Task KillAsync()
    {
        using var run = _scene.Start(
            "run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.ShortText));
        var ended = BuiltProgram.FinishAsync(run);
        await _scene.EntersAsync("Step1GlueJob", ended);
        run.Kill();
        await ended;
    }
}
