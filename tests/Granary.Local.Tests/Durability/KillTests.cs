namespace Granary.Local.Tests.Durability;

/// <summary>A run is killed with kill -9, and gone on with by processes that have nothing but the home.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Seed = 20261121;

    static bool IsLong => Environment.GetEnvironmentVariable("GRANARY_LONG") is { Length: > 0 };

    [Fact]
    public async Task A_run_that_is_killed_at_any_write_of_its_journal_ends_with_each_effect_once()
    {
        var random = new Random(Seed);
        var killed = 0;
        for (var write = 1; ; write += IsLong ? 1 : random.Next(15, 45))
        {
            using var home = new ReferenceHome();
            if (await home.RunAsync("start", $"{write}"))
                break;
            killed++;
            using (var opened = Home.Open(home.Path, TimeProvider.System))
            {
                // Before its row is written there is no run.
                if (opened.Runs.All().Count == 0)
                    continue;
            }

            Assert.True(await home.RunAsync("resume"));
            home.Check();
        }

        output.WriteLine($"killed at {killed} writes");
        Assert.True(killed >= (IsLong ? 80 : 3), $"Only {killed} kills.");
    }

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_at_random_moments_ends_with_each_effect_once()
    {
        var random = new Random(Seed);
        var (killed, runs) = (0, 0);
        while (killed < (IsLong ? 1000 : 8))
        {
            using var home = new ReferenceHome();
            var isDone = await LiveAsync(home, random, "start");
            for (runs++; !isDone; killed++)
                isDone = await LiveAsync(home, random, HasRun(home) ? "resume" : "start");
            home.Check();
        }

        output.WriteLine($"{killed} kills of {runs} runs");
    }

    /// <returns>Whether the run has ended.</returns>
    static async Task<bool> LiveAsync(ReferenceHome home, Random random, string verb)
    {
        using var process = home.Start(verb);
        var ended = ReferenceHome.EndOfAsync(process);
        await Task.WhenAny(ended, Task.Delay(random.Next(150, 900)));
        process.Kill();
        return await ended;
    }

    static bool HasRun(ReferenceHome home)
    {
        using var opened = Home.Open(home.Path, TimeProvider.System);
        return opened.Runs.All().Count > 0;
    }
}
