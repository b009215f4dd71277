using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Tests.Durability;

/// <summary>Several processes on one home, one of them stopped in the middle of its work.</summary>
public sealed class OwnerTests
{
    public static TheoryData<int> Processes => Series.IsLong ? [2, 4] : [2];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_process_that_was_stopped_finds_its_run_taken_and_writes_nothing(int processes)
    {
        using var home = new ReferenceHome();
        using var first = home.Start("start");
        var ended = ReferenceHome.EndOfAsync(first);
        while (!ended.IsCompleted && home.CountEvents() < 20)
            await Task.Delay(10);
        Assert.False(ended.IsCompleted);
        while (!await StopAsync(home, first))
            await Task.Delay(3);
        var stopped = Stopwatch.StartNew();

        var others = Enumerable.Range(1, processes - 1).Select(_ => home.RunAsync("serve")).ToList();
        await Task.WhenAll(others);
        while (Series.IsLong && stopped.Elapsed < TimeSpan.FromSeconds(60))
            await Task.Delay(100);
        var events = home.CountEvents();
        Assert.Equal(2, home.Number("SELECT lease_number FROM run"));
        Send("CONT", first);
        Assert.True(await ended, "The fenced process ends by itself.");
        Assert.Equal(events, home.CountEvents());
        home.Check();
    }

    /// <summary>
    /// Stops the process outside of a write: one that is stopped inside of one holds the file, and all others wait for it.
    /// </summary>
    static async Task<bool> StopAsync(ReferenceHome home, Process process)
    {
        Send("STOP", process);
        await Task.Delay(50);
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(home.Path, "granary.db"),
                Pooling = false,
                DefaultTimeout = 1,
            }.ToString());
        connection.Open();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            return true;
        }
        catch (SqliteException)
        {
            Send("CONT", process);
            return false;
        }
    }

    static void Send(string signal, Process process)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
