using System.Globalization;
using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>
/// A run that is killed at any moment costs nothing but time: readers see the old tables until it is gone on with, and the new ones
/// afterwards.
/// </summary>
/// <remarks>
/// Every version of the two tables holds one number in all rows and both have it, so that a reader that sees two versions is found out.
/// </remarks>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    const int Seed = 20240229;
    const int Readers = 2;

    /// <summary>How many events the time before the first one counts for.</summary>
    const int StartShare = 6;

    const string Query = "SELECT o.version AS orders, p.version AS people, o.n AS order_rows, p.n AS people_rows FROM "
        + "(SELECT min(version)::INTEGER AS version, count(*)::INTEGER AS n, max(version) - min(version) AS spread FROM orders) o, "
        + "(SELECT min(version)::INTEGER AS version, count(*)::INTEGER AS n, max(version) - min(version) AS spread FROM people) p WHERE "
        + "o.spread = 0 AND p.spread = 0";

    readonly Scene _scene = new();

    static int Kills => Series.IsLong ? 50 : 3;

    [Fact]
    public async Task Readers_see_one_version_of_all_tables_and_the_run_is_gone_on_with_to_its_end()
    {
        var random = new Random(Seed);
        (await RunAsync(0)).Succeeds();
        (await RunAsync(1)).Succeeds();
        var events = (await _scene.GranaryAsync("events", "@last", "--json")).Exits(0).Objects.Count;
        output.WriteLine($"seed {Seed}, {Kills} kills over {events} events");

        var (version, killed, inRun) = (2, 0, 0);
        for (; killed < Kills; version++)
        {
            Assert.True(version < 3 * Kills, $"Only {killed} of {version} runs could be killed.");
            var before = await VersionAsync();
            var runs = (await RunsAsync()).Count;

            // Spread over the whole of a run, its start included, and by chance within each part.
            var moment = new KillMoment(
                (int)(((events + StartShare) * (killed + random.NextDouble()) / Kills) - StartShare),
                TimeSpan.FromMilliseconds(random.Next(120)));
            using var readers = new ReaderLoops(_scene, Query, Readers);
            using var run = _scene.Start(Arguments(version));
            var ended = BuiltProgram.FinishAsync(run);
            await moment.WaitAsync(_scene.Home, ended);
            if (!run.HasExited)
                run.Kill();
            var result = await ended;
            await readers.StopAsync();

            Assert.All(readers.Rows, row => RequireOneVersion(row, before, version));
            if (result.ExitCode == 0)
                continue;
            killed++;
            RequireOneVersion(Assert.Single(await _scene.QueryAsync(Query)), before, version);
            var wasRunning = await IsInterruptedAsync(moment, runs);
            (await _scene.GranaryAsync("resume", "--json")).Exits(0);
            if (wasRunning)
            {
                inRun++;
                Assert.Equal("SUCCEEDED", (string)(await RunsAsync())[0]["status"]!);
                Assert.Equal(version, await VersionAsync());
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
        }

        output.WriteLine($"{inRun} of {killed} kills, of {version - 2} runs, came while a run went on");
        Assert.InRange(inRun, (Kills + 1) / 2, Kills);
        (await RunAsync(version)).Succeeds();
        Assert.Equal(version, await VersionAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
    }

    public void Dispose() => _scene.Dispose();

    /// <returns>Whether there is a run to go on with: the program may have been killed before it was written down, or after its end
    /// was.</returns>
    async Task<bool> IsInterruptedAsync(KillMoment moment, int runsBefore)
    {
        var runs = await RunsAsync();
        var last = runs[0];
        if (runs.Count == runsBefore || (string)last["status"]! == "SUCCEEDED")
        {
            output.WriteLine($"killed {moment}, {(runs.Count == runsBefore ? "before" : "after")} the run");
            return false;
        }

        Assert.Equal(("RUNNING", "interrupted"), ((string)last["status"]!, (string)last["detail"]!));
        output.WriteLine($"killed {moment}");
        return true;
    }

    static void RequireOneVersion(JsonObject row, int before, int now)
    {
        var (orders, people) = ((int)row["orders"]!, (int)row["people"]!);
        Assert.True(orders == people && (orders == before || orders == now), $"{row}: {before} or {now} was to be seen.");
        Assert.Equal((Orders(orders), People(orders)), ((int)row["order_rows"]!, (int)row["people_rows"]!));
    }

    async Task<IReadOnlyList<JsonObject>> RunsAsync() => (await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects;

    async Task<int> VersionAsync() => (int)Assert.Single(await _scene.QueryAsync(Query))["orders"]!;

    async Task<RunReport> RunAsync(int version) => new(await _scene.GranaryAsync([.. Arguments(version), "--json"]));

    IReadOnlyList<string> Arguments(int version) =>
        [
            "run", "sales", "--env", "local", "--input", Input("orders", version, Orders(version)), "--input",
            Input("people", version, People(version)),
        ];

    string Input(string table, int version, int rows) =>
        _scene.Input(
            $"{version}/{table}.csv",
            "id,version\n"
                + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{version}\n"))));

    /// <summary>Other numbers of rows in each version.</summary>
    static int Orders(int version) => 20_000 + version;

    static int People(int version) => 5_000 + (3 * version);
}
