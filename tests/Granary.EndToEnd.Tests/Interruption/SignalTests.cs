using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>Ctrl-C and TERM end a run in order.</summary>
public sealed partial class SignalTests : IDisposable
{
    const int Interrupt = 2;

    readonly Scene _scene = new();

    public SignalTests() => RequireInterrupts();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_cancels_the_run_and_the_exit_code_tells_which(string signal, int exitCode)
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id\n1\n"))).Succeeds();
        using var run = _scene.Start("run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.Text));
        var ended = BuiltProgram.FinishAsync(run);
        await _scene.EntersAsync("Step1GlueJob", ended);

        Send(signal, run);
        var cancelled = new RunReport((await ended).Exits(exitCode));

        Assert.Equal(("ABORTED", "Cancelled"), (cancelled.Status, cancelled.Outcome));
        Assert.Empty(cancelled.Tables);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_scene.Home, "tmp")));
        Assert.Equal("ABORTED", (string)(await _scene.GranaryAsync("runs", "--json")).Exits(0).Objects[0]["status"]!);
        (await _scene.RunAsync(_scene.Input("next/orders.csv", "id\n2\n"))).Succeeds();
    }

    public void Dispose() => _scene.Dispose();

    static void Send(string signal, Process process)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", process.Id.ToString()]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>
    /// Programs keep on ignoring what they ignored when they were started, and a shell starts what runs in its background so.
    /// </summary>
    static void RequireInterrupts()
    {
        const string Ignored = "SigIgn:";
        if (File.Exists("/proc/self/status")
            && File.ReadLines("/proc/self/status").First(l => l.StartsWith(Ignored, StringComparison.Ordinal)) is var line
            && (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & (1UL << (Interrupt - 1))) != 0)
            _ = SetSignal(Interrupt, handler: 0);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);
}
