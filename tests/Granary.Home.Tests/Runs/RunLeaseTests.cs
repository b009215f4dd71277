using Granary.Home.Queries;
using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests.Runs;

public sealed class RunLeaseTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public async Task A_run_has_one_owner_while_its_process_lives()
    {
        await using var lease = Begin("r1");
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);

        Assert.Null(RunLease.TryTake(other, other.Runs.Get("r1")));
        Assert.Null(RunDetail.Of(other.Files, other.Runs, other.Runs.Get("r1")));
    }

    [Fact]
    public async Task A_run_whose_process_is_gone_is_interrupted_until_another_one_takes_it()
    {
        await Begin("r1").DisposeAsync();
        Assert.Equal("interrupted", RunDetail.Of(_scene.Home.Files, _scene.Home.Runs, _scene.Home.Runs.Get("r1")));

        await using var lease = RunLease.TryTake(_scene.Home, _scene.Home.Runs.Get("r1"));
        Assert.Equal(2, lease!.Number);
        Assert.Null(RunDetail.Of(_scene.Home.Files, _scene.Home.Runs, _scene.Home.Runs.Get("r1")));
    }

    [Fact]
    public async Task An_owner_that_was_silent_for_too_long_is_followed_and_its_writes_are_refused()
    {
        await using var first = Begin("r1");
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);
        other.Database.Execute("UPDATE run SET lease_until = 1");

        await using var second = RunLease.TryTake(other, other.Runs.Get("r1"));
        Assert.NotNull(second);
        Assert.Throws<LeaseLostException>(() => first.Write(() => _scene.Home.Runs.SetJobId("r1", "first")));
        Assert.True(first.IsLost && first.Stop.IsCancellationRequested);
        second.Write(() => other.Runs.SetJobId("r1", "second"));
        Assert.Equal("second", other.Runs.Get("r1").JobId);
    }

    [Fact]
    public async Task Of_two_that_would_follow_one_does()
    {
        await Begin("r1").DisposeAsync();
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);
        var (seen, seenByOther) = (_scene.Home.Runs.Get("r1"), other.Runs.Get("r1"));

        await using var first = RunLease.TryTake(_scene.Home, seen);
        await using var second = RunLease.TryTake(other, seenByOther);
        Assert.NotNull(first);
        Assert.Null(second);
    }

    [Fact]
    public async Task Whoever_asks_a_run_to_stop_is_heard_by_its_owner()
    {
        await using var lease = Begin("r1");
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);
        other.Runs.RequestStop("r1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), lease.Stop));
        Assert.False(lease.IsLost);
    }

    [Fact]
    public async Task What_a_dead_owner_left_lying_about_is_cleared_away()
    {
        var dead = Begin("r1");
        var folder = dead.TemporaryFolder;
        await dead.DisposeAsync();
        Directory.CreateDirectory(folder);
        File.WriteAllText(_scene.Home.LockFile("r1.1"), "");

        await RunLease.TryTake(_scene.Home, _scene.Home.Runs.Get("r1"))!.DisposeAsync();
        AssertIsClear();

        // It died after the run's end was written.
        _scene.Home.Runs.End("r1", RunStatus.Succeeded, RunOutcome.Succeeded, null, null, null);
        Directory.CreateDirectory(_scene.Home.TemporaryFolder("r1.2"));
        File.WriteAllText(_scene.Home.LockFile("r1.2"), "");
        OrphanCleanup.Run(_scene.Home);
        AssertIsClear();
    }

    [Fact]
    public async Task What_belongs_to_a_run_that_goes_on_stays()
    {
        await using var lease = Begin("r1");
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);
        Directory.CreateDirectory(other.TemporaryFolder("r1.delivery"));
        OrphanCleanup.Run(other);
        Assert.True(
            Directory.Exists(lease.TemporaryFolder)
                && Directory.Exists(other.TemporaryFolder("r1.delivery"))
                && File.Exists(other.LockFile("r1.1")));
    }

    void AssertIsClear()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Path, "tmp")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Path, "locks")));
    }

    [Fact]
    public async Task Runs_of_one_key_take_turns_in_the_order_that_they_came()
    {
        await using var first = Begin("r1", new("k", 1));
        await using var second = Begin("r2", new("k", 1));
        await using var third = Begin("r3", new("k", 1));
        await using var free = Begin("r4", new("other", 1));
        var runs = _scene.Home.Runs;

        Assert.Equal([true, false, false, true], new[] { "r1", "r2", "r3", "r4" }.Select(runs.TryBegin));
        Assert.Equal(
            ["queued behind r1", "queued behind r2"],
            new[] { "r2", "r3" }.Select(r => RunDetail.Of(_scene.Home.Files, runs, runs.Get(r))));
        runs.End("r1", RunStatus.Failed, RunOutcome.Failed, null, null, null);
        Assert.Equal([false, true, false], new[] { "r3", "r2", "r3" }.Select(runs.TryBegin));
        Assert.True(runs.TryBegin("r2"), "A run that has begun goes on.");
    }

    [Fact]
    public async Task As_many_runs_of_a_key_go_on_at_once_as_may()
    {
        await using var first = Begin("r1", new("k", 2));
        await using var second = Begin("r2", new("k", 2));
        await using var third = Begin("r3", new("k", 2));

        Assert.Equal([true, true, false], new[] { "r1", "r2", "r3" }.Select(_scene.Home.Runs.TryBegin));
    }

    public void Dispose() => _scene.Dispose();

    RunLease Begin(string runId, Concurrency? concurrency = null) =>
        RunLease.Begin(
            _scene.Home, runId,
            (number, until) => _scene.Home.Runs.Start(new(runId, "shop", "dev", $"arn:{runId}", "{}", concurrency), number, until));
}
