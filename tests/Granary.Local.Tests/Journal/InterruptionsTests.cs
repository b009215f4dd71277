using System.Text.Json.Nodes;
using Granary.Local.Journal;
using Granary.Local.Storage;

namespace Granary.Local.Tests.Journal;

public sealed class InterruptionsTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public void A_run_whose_owner_is_gone_is_closed_by_the_next_command()
    {
        StartRun();

        var home = _scene.Reopen();

        var run = home.Runs.Get("r1");
        Assert.Equal((RunStatus.Aborted, RunOutcome.Failed, "Granary.Interrupted"), (run.Status, run.Outcome!.Value, run.Error));
        Assert.Equal("Step1GlueJob", run.LastState);
        Assert.Contains("Step1GlueJob", run.Cause, StringComparison.Ordinal);
        Assert.NotNull(run.EndedAt);
    }

    [Fact]
    public void Its_executions_end_with_an_event_that_says_so()
    {
        StartRun();

        var home = _scene.Reopen();

        Assert.All(home.Executions.Of("r1"), e => Assert.Equal(RunStatus.Aborted, e.Status));
        foreach (var arn in new[] { "arn:parent", "arn:child" })
        {
            var (id, text) = home.Executions.Events(arn)[^1];
            var last = JsonNode.Parse(text)!;
            Assert.Equal(("ExecutionAborted", id, id - 1), ((string)last["type"]!, (long)last["id"]!, (long)last["previousEventId"]!));
            Assert.Equal("Granary.Interrupted", (string)last["executionAbortedEventDetails"]!["error"]!);
        }
    }

    [Fact]
    public void An_execution_that_had_ended_keeps_its_end()
    {
        StartRun();
        _scene.Home.Executions.End("arn:child", RunStatus.Succeeded);

        var home = _scene.Reopen();

        Assert.Equal([RunStatus.Aborted, RunStatus.Succeeded], home.Executions.Of("r1").Select(e => e.Status));
        Assert.Equal(2, home.Executions.Events("arn:child").Count);
    }

    [Fact]
    public void What_it_left_lying_about_is_cleared_away()
    {
        StartRun();
        Directory.CreateDirectory(_scene.Home.TemporaryFolder("r1"));
        File.WriteAllText(Path.Combine(_scene.Home.TemporaryFolder("r1"), "half"), "");
        File.WriteAllText(_scene.Home.LockFile("r1"), "");

        var home = _scene.Reopen();

        Assert.False(Directory.Exists(home.TemporaryFolder("r1")));
        Assert.False(File.Exists(home.LockFile("r1")));
    }

    [Fact]
    public void A_run_whose_owner_lives_goes_on()
    {
        StartRun();
        using (OwnerLock.TryTake(_scene.Home.LockFile("r1")))
        {
            Assert.Equal(RunStatus.Running, _scene.Reopen().Runs.Get("r1").Status);
            Assert.Equal(2, _scene.Home.Executions.Events("arn:child").Count);
        }

        Assert.Equal(RunStatus.Aborted, _scene.Reopen().Runs.Get("r1").Status);
    }

    [Fact]
    public void A_run_that_had_not_entered_a_state_is_closed_too()
    {
        _scene.Home.Runs.Start("r1", "shop", "dev", "arn:parent");

        var run = _scene.Reopen().Runs.Get("r1");

        Assert.Equal((RunStatus.Aborted, null), (run.Status, run.LastState));
    }

    [Fact]
    public void A_run_that_ended_stays_as_it_ended()
    {
        StartRun();
        _scene.Home.Runs.End("r1", RunStatus.Succeeded, RunOutcome.Succeeded, null, null, null);

        Assert.Equal(RunStatus.Succeeded, _scene.Reopen().Runs.Get("r1").Status);
    }

    public void Dispose() => _scene.Dispose();

    void StartRun()
    {
        var home = _scene.Home;
        home.Runs.Start("r1", "shop", "dev", "arn:parent");
        home.Executions.Start("arn:parent", "r1", "r1", "Pipeline", null, "sha");
        home.Executions.Append("arn:parent", 1, """{ "id": 1, "type": "ExecutionStarted" }""");
        home.Executions.Append("arn:parent", 2, """{ "id": 2, "type": "TaskStateEntered", "stateEnteredEventDetails": { "name": "Run Step1" } }""");
        home.Executions.Start("arn:child", "r1", "c1", "PipelineStep1", ("arn:parent", 2), "sha");
        home.Executions.Append("arn:child", 1, """{ "id": 1, "type": "TaskStateEntered", "stateEnteredEventDetails": { "name": "Step1GlueJob" } }""");
        home.Executions.Append("arn:child", 2, """{ "id": 2, "type": "TaskScheduled" }""");
    }
}
