using System.ComponentModel;
using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Granary.EndToEnd.Tests.BuiltProgram))]

namespace Granary.EndToEnd.Tests;

/// <summary>The program as a user starts it: by the launcher in the repository's root. Built once, before the first test.</summary>
public sealed class BuiltProgram : IAsyncLifetime
{
    static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(10);
    static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(6);

    static string Launcher { get; } = Path.Combine(Needed.Repository, "granary");

    public async ValueTask InitializeAsync()
    {
        using var process = Start(Needed.Repository, home: null, ["--version"]);
        var built = await FinishAsync(process, BuildTime);
        Assert.True(built.ExitCode == 0, $"The program cannot be built.\n{built.Errors}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="folder">The current folder of the command.</param>
    /// <param name="home">The value of GRANARY_HOME; null to leave it unset.</param>
    public static async Task<CommandResult> RunAsync(string folder, string? home, params IEnumerable<string> arguments)
    {
        using var process = Start(folder, home, arguments);
        return await FinishAsync(process, CommandTime);
    }

    /// <summary>Runs a command that reads standard input.</summary>
    public static async Task<CommandResult> RunAsync(string folder, IEnumerable<string> lines, params IEnumerable<string> arguments)
    {
        using var process = Start(folder, home: null, arguments, readsInput: true);
        var finished = FinishAsync(process, CommandTime);
        foreach (var line in lines)
            await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        return await finished;
    }

    /// <summary>Starts a command. The process is the program itself, because the launcher gives its place to it.</summary>
    public static Process Start(string folder, string? home, IEnumerable<string> arguments, bool readsInput = false)
    {
        var start = new ProcessStartInfo(Launcher, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        start.Environment.Remove("GRANARY_ROOT");
        start.Environment.Remove("GRANARY_HOME");
        if (home is not null)
            start.Environment["GRANARY_HOME"] = home;
        var process = Process.Start(start) ?? throw new Win32Exception($"{Launcher} cannot be started.");
        if (!readsInput)
            process.StandardInput.Close();
        return process;
    }

    public static Task<CommandResult> FinishAsync(Process process) => FinishAsync(process, CommandTime);

    static async Task<CommandResult> FinishAsync(Process process, TimeSpan time)
    {
        using var tooLong = new CancellationTokenSource(time);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(tooLong.Token);
            var errors = process.StandardError.ReadToEndAsync(tooLong.Token);
            await process.WaitForExitAsync(tooLong.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', process.StartInfo.ArgumentList)} did not end within {time}.", e);
        }
    }
}
