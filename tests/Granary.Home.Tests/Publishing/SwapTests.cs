using System.Collections.Concurrent;
using System.Diagnostics;
using Granary.Home.Tests.Durability;
using Granary.Platform.Runs;
using Granary.Reference;

namespace Granary.Home.Tests.Publishing;

/// <summary>
/// Readers read all the time while runs publish and are killed: each of them sees the tables of one run, and what was left behind is
/// cleared away.
/// </summary>
public sealed class SwapTests(ITestOutputHelper output) : IDisposable
{
    const int Seed = 20261204;

    /// <summary>About as many events as a run has: kills come within the next two.</summary>
    const int Events = 40;

    readonly ReferenceHome _home = new();
    readonly ConcurrentQueue<PublishedVersion> _seen = new();
    readonly CancellationTokenSource _stop = new();

    static (int Swaps, int Kills, int Readers) Wanted => Series.IsLong ? (200, 100, 8) : (10, 5, 3);

    /// <summary>Between two readings, so that readers of a short series leave time to the runs that they watch.</summary>
    static int Pause => Series.IsLong ? 0 : 50;

    [Fact]
    public async Task Readers_see_the_tables_of_one_run_whenever_the_publisher_is_killed()
    {
        var random = new Random(Seed);
        await _home.PublishAsync(1);
        var readers = Enumerable
            .Range(0, Wanted.Readers - 1)
            .Select(_ => Task.Run(ReadAsync))
            .Append(Task.Run(() => ReadInProcessesAsync(new(Seed))))
            .ToList();
        var (killed, started) = (0, Stopwatch.StartNew());
        while (killed < Wanted.Kills)
        {
            // As many swaps between two kills as there are altogether; then some of the next.
            var runs = 1 + (Wanted.Swaps * (killed + 1) / Wanted.Kills);
            Assert.DoesNotContain(readers, r => r.IsFaulted);
            if (await LivesAsync(random, runs + 2))
                Assert.True(_home.Number("SELECT count(*) FROM run") >= runs);
            else
                killed++;
            await _home.PublishAsync(0);
            RequireNothingLeft();
            if (killed % 10 == 0)
                output.WriteLine(
                    $"{killed} kills, {_home.Number("SELECT count(*) FROM run")} runs, {_seen.Count} readings in "
                    + $"{started.Elapsed.TotalSeconds:0} s");
        }

        // One more than there were, so that the tables have a run after the last kill.
        var swaps = Math.Max(1 + Wanted.Swaps, 1 + _home.Number("SELECT count(*) FROM run"));
        await _home.PublishAsync((int)swaps);
        await _stop.CancelAsync();
        await Task.WhenAll(readers);
        await _home.PublishAsync(0);

        RequireNothingLeft(readersToo: true);
        RequireRuns();
        output.WriteLine(
            $"seed {Seed}: {_home.Number("SELECT count(*) FROM run") - 1} swaps, {killed} kills, {Wanted.Readers} readers, "
            + $"{_seen.Count} readings of "
            + $"{_seen.Select(v => v.Version).Distinct().Count()} versions in {started.Elapsed.TotalSeconds:0} s");
    }

    public void Dispose()
    {
        _stop.Dispose();
        _home.Dispose();
    }

    async Task<bool> LivesAsync(Random random, int runs)
    {
        using var process = _home.Start("publish", $"{runs}");
        var ended = ReferenceHome.EndOfAsync(process);
        var events = _home.CountEvents() + random.Next(Events);
        while (!ended.IsCompleted && _home.CountEvents() < events)
            await Task.WhenAny(ended, Task.Delay(10));
        await Task.WhenAny(ended, Task.Delay(random.Next(60)));
        process.Kill();
        return await ended;
    }

    async Task ReadAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Saw(PublishedVersion.Read(_home.Path)!);
            await Task.Delay(Pause);
        }
    }

    void Saw(PublishedVersion version)
    {
        Assert.True(version.IsOne, $"Not of one run: {version}");
        _seen.Enqueue(version);
    }

    /// <summary>A reader that is killed itself, again and again.</summary>
    async Task ReadInProcessesAsync(Random random)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var process = _home.Start("read", $"{Pause}");
            var errors = process.StandardError.ReadToEndAsync();
            for (var left = 1 + random.Next(20); left > 0 && await process.StandardOutput.ReadLineAsync() is { } line; left--)
                Saw(PublishedVersion.Parse(line));
            await Task.Delay(random.Next(30 + (10 * Pause)));
            process.Kill();
            await process.WaitForExitAsync();
            Assert.Equal("", await errors);
        }
    }

    void RequireNothingLeft(bool readersToo = false)
    {
        foreach (var folder in new[] { "tmp", "locks" })
        {
            var left = Directory.EnumerateFileSystemEntries(Path.Combine(_home.Path, folder)).Select(f => Path.GetFileName(f));
            Assert.DoesNotContain(left, name => readersToo || !name.StartsWith("reader.", StringComparison.Ordinal));
        }
    }

    /// <summary>All runs have ended well, and what the catalog keeps is what there is.</summary>
    void RequireRuns()
    {
        using var home = LocalHome.Open(_home.Path, TimeProvider.System);
        Assert.All(home.Runs.All(), r => Assert.Equal((RunStatus.Succeeded, null), (r.Status, r.Cause)));
        var kept = home.Catalog.Versions.Kept();
        Assert.Equal([("log", 2), ("orders", 3), ("people", 1)], kept.GroupBy(v => v.Table.Name).Select(g => (g.Key, g.Count())));
        foreach (var table in kept.GroupBy(v => v.Table.Name))
        {
            var folders = table
                .Select(v => Path.TrimEndingDirectorySeparator(home.Objects.PathOf(v.Table.Location)))
                .Order(StringComparer.Ordinal)
                .ToList();
            Assert.Equal(folders, Directory.EnumerateDirectories(Path.GetDirectoryName(folders[0])!).Order(StringComparer.Ordinal));
        }
    }
}
