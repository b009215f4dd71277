using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Granary.Platform.Runs;
using Granary.Reference;
using Granary.Testing.CommandLine;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Tests.Durability;

/// <summary>A home in which processes run the reference machine, and die.</summary>
sealed class ReferenceHome : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "home");

    public Process Start(params IEnumerable<string> arguments)
    {
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "Granary.Reference.dll");
        var (verb, rest) = (arguments.First(), arguments.Skip(1));
        return Process.Start(
            new ProcessStartInfo("dotnet", [program, verb, Path, .. rest])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
    }

    /// <summary>
    /// Resumes what is interrupted, in this process, which has nothing of the one that died but the home. Starting another would take
    /// longer than the runs.
    /// </summary>
    public async Task ResumeAsync()
    {
        using var home = LocalHome.Open(Path, TimeProvider.System);
        await ReferenceRuns.DoAsync(home, "resume");
    }

    /// <summary>Publishes, in this process, as the verb of the reference does; 0 runs resume what is interrupted.</summary>
    public async Task PublishAsync(int runs) => Assert.Equal(
        runs == 0 ? "  " : "SUCCEEDED  ", await Publisher.RunAsync(Path, runs, $"{Path}.input"));

    /// <returns>Whether the process lived to its end.</returns>
    public async Task<bool> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        return await EndOfAsync(process);
    }

    /// <returns>Whether the process lived to its end.</returns>
    public static async Task<bool> EndOfAsync(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 137, await error);
        return process.ExitCode == 0;
    }

    /// <returns>How many events are on record.</returns>
    public long CountEvents() => Number("SELECT count(*) FROM event");

    /// <returns>0 when there is no row, or no file or table yet.</returns>
    public long Number(string sql)
    {
        try
        {
            return HomeDatabase.Texts(Path, sql).Select(n => long.Parse(n, CultureInfo.InvariantCulture)).FirstOrDefault();
        }
        catch (SqliteException)
        {
            // The database is being made just now.
            return 0;
        }
    }

    /// <summary>
    /// Makes sure that all runs have ended well, that each task had its effect once, and that the histories are ones that the service could
    /// have written.
    /// </summary>
    public void Check(int runs = 1)
    {
        using var home = LocalHome.Open(Path, TimeProvider.System);
        Assert.All(home.Runs.All(), r => Assert.Equal((RunStatus.Succeeded, null), (r.Status, r.Error)));
        Assert.Equal(runs, home.Runs.All().Count);
        var items = home.Database.Query("SELECT item FROM item", r => JsonNode.Parse(r.GetString(0))!);
        var counter = items.Single(i => (string)i["id"]!["S"]! == "counter");
        Assert.Equal((ReferenceStack.Counted * runs).ToString(), (string)counter["n"]!["N"]!);
        Assert.Equal(
            ReferenceStack.Effects.Order(StringComparer.Ordinal),
            items.Select(i => (string)i["id"]!["S"]!).Where(k => k != "counter").Order(StringComparer.Ordinal));
        Assert.Equal(ReferenceStack.Items * runs, home.Database.Query("SELECT count(*) FROM message", r => r.GetInt32(0))[0]);
        foreach (var execution in home.Runs.All().SelectMany(r => home.Executions.Of(r.RunId)))
        {
            Assert.Equal(RunStatus.Succeeded, execution.Status);
            LegalHistory.Check(home.Executions.Recorded(execution.Arn).Select(e =>
                (JsonNode.Parse(e.Event.Text)!, e.Event.Trace is null ? null : JsonNode.Parse(e.Event.Trace)!["line"] as JsonArray)));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "tmp")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "locks")));
    }

    public void Dispose() => _folder.Dispose();
}
