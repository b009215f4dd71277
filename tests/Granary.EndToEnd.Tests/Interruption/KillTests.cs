using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>A run that is killed at any moment costs nothing but itself.</summary>
/// <remarks>Every version of the two tables holds one number in all rows and both have it, so that a reader that sees two versions is found out.</remarks>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    const int Seed = 20240229;
    const int Readers = 2;
    const string Query = "SELECT o.version AS orders, p.version AS people, o.n AS order_rows, p.n AS people_rows FROM "
        + "(SELECT min(version)::INTEGER AS version, count(*)::INTEGER AS n, max(version) - min(version) AS spread FROM orders) o, "
        + "(SELECT min(version)::INTEGER AS version, count(*)::INTEGER AS n, max(version) - min(version) AS spread FROM people) p WHERE o.spread = 0 AND p.spread = 0";

    readonly Scene _scene = new();

    static int Kills => Environment.GetEnvironmentVariable("GRANARY_LONG") is { Length: > 0 } ? 50 : 5;

    [Fact]
    public async Task Readers_see_one_version_of_all_tables_and_the_next_run_succeeds()
    {
        var random = new Random(Seed);
        (await RunAsync(0)).Succeeds();
        var whole = await MeasureAsync();
        output.WriteLine($"seed {Seed}, {Kills} kills over {whole.TotalSeconds:0.00} s");
        var killed = 0;

        for (var i = 0; i < Kills; i++)
        {
            var version = i + 2;
            var before = await VersionAsync();
            var runs = (await RunsAsync()).Count;

            // Spread over the whole of a run, and by chance within each part.
            var moment = whole * ((i + random.NextDouble()) / Kills);
            using var readers = new ReaderLoops(_scene, Query, Readers);
            using var run = _scene.Start(Arguments(version));
            var ended = BuiltProgram.FinishAsync(run);
            await Task.WhenAny(ended, Task.Delay(moment));
            if (!run.HasExited)
                run.Kill();
            var result = await ended;
            await readers.StopAsync();

            Assert.All(readers.Rows, row => RequireOneVersion(row, before, version));
            if (result.ExitCode == 0)
                continue;
            killed++;
            await RequireAbortedAsync(moment, runs);
            RequireOneVersion(Assert.Single(await _scene.QueryAsync(Query)), before, version);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
        }

        output.WriteLine($"{killed} of {Kills} came before the end of the run");
        Assert.InRange(killed, Kills / 2, Kills);
        (await RunAsync(99)).Succeeds();
        Assert.Equal(99, await VersionAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
    }

    public void Dispose() => _scene.Dispose();

    /// <returns>How long a run takes beside the readers.</returns>
    async Task<TimeSpan> MeasureAsync()
    {
        using var readers = new ReaderLoops(_scene, Query, Readers);
        var timer = Stopwatch.StartNew();
        (await RunAsync(1)).Succeeds();
        var whole = timer.Elapsed;
        await readers.StopAsync();
        return whole;
    }

    /// <summary>The command after the kill finds no run that is said to go on.</summary>
    async Task RequireAbortedAsync(TimeSpan moment, int runsBefore)
    {
        var runs = await RunsAsync();
        Assert.DoesNotContain(runs, r => (string)r["status"]! == "RUNNING");
        var last = runs[0];
        if (runs.Count == runsBefore || (string)last["status"]! == "SUCCEEDED")
        {
            output.WriteLine($"killed at {moment.TotalSeconds:0.000} s {(runs.Count == runsBefore ? "before" : "after")} the run");
            return;
        }

        Assert.Equal(("ABORTED", "Failed", "Granary.Interrupted"), ((string)last["status"]!, (string)last["outcome"]!, (string)last["error"]!));
        var entered = (await _scene.GranaryAsync("events", (string)last["runId"]!, "--json")).Exits(0).Objects
            .Select(e => (string?)e["stateEnteredEventDetails"]?["name"]).OfType<string>();
        Assert.Equal(entered.LastOrDefault(), (string?)last["lastState"]);
        output.WriteLine($"killed at {moment.TotalSeconds:0.000} s in {last["lastState"]}");
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
        ["run", "sales", "--env", "local", "--input", Input("orders", version, Orders(version)), "--input", Input("people", version, People(version))];

    string Input(string table, int version, int rows) => _scene.Input(
        $"{version}/{table}.csv",
        "id,version\n" + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{version}\n"))));

    /// <summary>Other numbers of rows in each version.</summary>
    static int Orders(int version) => 20_000 + version;

    static int People(int version) => 5_000 + (3 * version);
}
