using System.Diagnostics;
using Granary.Testing.Spark;

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>Nothing of Spark outlives the run that started it, and another process goes on with the run on Spark.</summary>
public sealed class EndOfSparkTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Scene _scene = new() { Spark = SharedSpark.Installation };

    [Fact]
    public async Task TERM_cancels_the_run_and_its_Spark()
    {
        using var run = StartRun();
        var ended = BuiltProgram.FinishAsync(run);
        await UntilAsync(() => Programs().Contains("java"), ended);

        Send("TERM", run);
        var cancelled = new RunReport((await ended).Exits(143));

        Assert.Equal(("ABORTED", "Cancelled"), (cancelled.Status, cancelled.Outcome));
        await UntilAsync(() => Programs().Count == 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
    }

    [Fact]
    public async Task A_killed_run_leaves_no_Spark_behind_and_is_resumed_on_Spark()
    {
        using var run = StartRun();
        var ended = BuiltProgram.FinishAsync(run);
        await UntilAsync(() => Programs().Contains("java"), ended);

        Send("KILL", run);
        await ended;
        await UntilAsync(() => Programs().Count == 0);

        var resumed = new RunReport(await _scene.GranaryAsync("resume", "--json")).Succeeds();
        Assert.Equal(["""["1"]""", """["2"]"""], await _scene.RowsAsync("SELECT id FROM orders ORDER BY id"));
        Assert.All(Directory.EnumerateFiles(Path.Combine(_scene.Home, "buckets", "sales-final"), "*.parquet", SearchOption.AllDirectories),
            f => Assert.EndsWith(".zstd.parquet", f, StringComparison.Ordinal));
        Assert.Equal(3, resumed.Stages.Count);
    }

    [Fact]
    public async Task Without_Spark_nothing_is_begun()
    {
        using var process = BuiltProgram.Start(
            _scene.Workspace,
            _scene.Home,
            ["run", "sales", "--env", "local", "--engine", "spark", "--input", _scene.Input("orders.csv", "id\n1\n")],
            spark: "/nowhere");

        var refused = (await BuiltProgram.FinishAsync(process)).Exits(5);

        Assert.Contains("error[GR3220]: SPARK_HOME names /nowhere, which has no bin/spark-submit.", refused.Errors);
        Assert.False(Directory.Exists(_scene.LandingPrefix));
        Assert.Empty((await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects);
    }

    public void Dispose() => _scene.Dispose();

    Process StartRun() =>
        _scene.Start("run", "sales", "--env", "local", "--engine", "spark", "--json", "--input", _scene.Input("orders.csv", "id\n1\n2\n"));

    /// <summary>The programs that work in the scene's home: those of Spark, wherever they are in the tree of processes.</summary>
    HashSet<string> Programs()
    {
        var programs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            try
            {
                if (
                    File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)
                        ?.FullName.StartsWith(_scene.Home, StringComparison.Ordinal) == true)
                    programs.Add(File.ReadAllText(Path.Combine(process, "comm")).Trim());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is somebody else's.
            }
        }

        return programs;
    }

    static async Task UntilAsync(Func<bool> isSo, Task<CommandResult>? end = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            Assert.False(end?.IsCompleted == true, "The run ended before.");
            await Task.Delay(20, patience.Token);
        }
    }

    static void Send(string signal, Process process)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", process.Id.ToString()]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
