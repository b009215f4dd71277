namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>One run of a project at a time in a home.</summary>
public sealed class LockTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_second_run_of_the_project_that_is_not_to_wait_is_refused_and_touches_nothing()
    {
        using var run = _scene.Start("run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.Text));
        var ended = BuiltProgram.FinishAsync(run);
        await _scene.EntersAsync("Step1GlueJob", ended);

        var second = await _scene.GranaryAsync(
            "run", "sales", "--env", "local", "--no-wait", "--input", _scene.Input("small/orders.csv", "id\n1\n"));
        var goesOn = !ended.IsCompleted;
        var first = new RunReport(await ended).Succeeds();

        Assert.True(goesOn, "The first run was over before the second was refused.");
        second.Exits(6);
        Assert.Contains("sales", second.Errors);
        Assert.Equal([LongInput.Rows], first.Tables.Select(t => (int)t["rows"]!));
        Assert.Single((await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects);
    }

    [Fact]
    public async Task A_second_run_of_the_project_waits_for_its_turn_and_is_seen_waiting()
    {
        using var run = _scene.Start("run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.Text));
        var ended = BuiltProgram.FinishAsync(run);
        await _scene.EntersAsync("Step1GlueJob", ended);
        var second = _scene.GranaryAsync(
            "run", "sales", "--env", "local", "--json", "--input", _scene.Input("small/orders.csv", "id\n1\n"));
        var details = new List<string?>();
        while (!ended.IsCompleted && !details.Any(d => d is not null))
            details.AddRange((await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects.Select(r => (string?)r["detail"]));

        var first = new RunReport(await ended).Succeeds();
        new RunReport(await second).Succeeds();
        Assert.Contains($"queued behind {first.RunId}", details);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
    }

    [Fact]
    public async Task Runs_of_two_projects_go_on_side_by_side()
    {
        _scene.AddProject("other", "other");
        var runs = new[] { "sales", "other" }.Select(project =>
            _scene.GranaryAsync("run", project, "--env", "local", "--json", "--input", _scene.Input($"{project}.csv", "id\n1\n")));

        foreach (var result in await Task.WhenAll(runs))
            new RunReport(result).Succeeds();

        Assert.Equal(2, (await _scene.GranaryAsync("tables", "--json")).Exits(0).Objects.Count);
    }

    public void Dispose() => _scene.Dispose();
}
