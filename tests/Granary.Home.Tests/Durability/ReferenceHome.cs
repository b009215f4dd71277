using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.Platform.Runs;
using Granary.Reference;

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

    /// <returns>0 when there is no row, or no file yet.</returns>
    public long Number(string sql)
    {
        if (!File.Exists(System.IO.Path.Combine(Path, "granary.db")))
            return 0;
        using var home = LocalHome.Open(Path, TimeProvider.System);
        return home.Database.Query(sql, r => r.GetInt64(0)).FirstOrDefault();
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
