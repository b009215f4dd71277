namespace Granary.Home.Tests.Durability;

/// <summary>A run is killed with kill -9, and gone on with by processes that have nothing but the home.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Seed = 20261121;

    /// <summary>Runs wait more than they compute: several go on side by side.</summary>
    static ParallelOptions SideBySide => new() { MaxDegreeOfParallelism = 4 };

    [Fact]
    public async Task A_run_that_is_killed_at_any_write_of_its_journal_ends_with_each_effect_once()
    {
        var writes = await CountWritesAsync();
        var random = new Random(Seed);
        var chosen = Series.IsLong
            ? Enumerable.Range(1, writes)
            : Enumerable.Range(0, 8).Select(i => (i * writes / 8) + random.Next(1, writes / 8));
        var killed = 0;
        await Parallel.ForEachAsync(chosen, SideBySide, async (write, _) =>
        {
            using var home = new ReferenceHome();
            if (!await home.RunAsync("start", $"{write}"))
                Interlocked.Increment(ref killed);
            if (!HasRun(home))
                return; // before its row is written there is no run
            await home.ResumeAsync();
            home.Check();
        });

        output.WriteLine($"{writes} moments around {writes / 2} writes; killed at {killed}");
        Assert.True(killed >= (Series.IsLong ? 80 : 6), $"Only {killed} kills.");
    }

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_at_random_moments_ends_with_each_effect_once()
    {
        var (killed, runs, wanted) = (0, 0, Series.IsLong ? 1000 : 8);
        await Parallel.ForEachAsync(Enumerable.Range(0, 4), SideBySide, async (lane, _) =>
        {
            var random = new Random(Seed + lane);
            while (Volatile.Read(ref killed) < wanted)
            {
                using var home = new ReferenceHome();
                Interlocked.Increment(ref runs);
                while (!await LiveAsync(home, random, HasRun(home) ? "resume" : "start"))
                    Interlocked.Increment(ref killed);
                home.Check();
            }
        });

        output.WriteLine($"{killed} kills of {runs} runs");
    }

    /// <returns>The moments before and after each write of a run that nobody kills.</returns>
    static async Task<int> CountWritesAsync()
    {
        using var home = new ReferenceHome();
        using var process = home.Start("start", $"{int.MaxValue}");
        var written = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return 2 * int.Parse(written.Split(' ')[0]);
    }

    /// <returns>Whether the run has ended.</returns>
    static async Task<bool> LiveAsync(ReferenceHome home, Random random, string verb)
    {
        using var process = home.Start(verb);
        var ended = ReferenceHome.EndOfAsync(process);
        await MomentAsync(home, random, ended);
        process.Kill();
        return await ended;
    }

    /// <remarks>
    /// Most moments are some events later, not seconds: on a busy machine a process may take seconds to begin, and would never come
    /// further.
    /// </remarks>
    static async Task MomentAsync(ReferenceHome home, Random random, Task ended)
    {
        if (random.Next(5) > 0)
        {
            var events = home.CountEvents() + random.Next(60);
            while (!ended.IsCompleted && home.CountEvents() < events)
                await Task.WhenAny(ended, Task.Delay(10));
        }

        await Task.WhenAny(ended, Task.Delay(random.Next(60)));
    }

    static bool HasRun(ReferenceHome home) => home.Number("SELECT count(*) FROM run") > 0;
}
