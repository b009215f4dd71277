using System.ComponentModel;
using System.Diagnostics;

namespace Granary.EndToEnd.Tests;

/// <summary>The program as <c>dotnet build</c> made it, together with this project.</summary>
public static class BuiltProgram
{
    static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(6);

    static string File { get; } = Built("Granary.Cli", "granary");

    static string Worker { get; } = Built("Granary.Worker", "granary-worker");

    /// <param name="folder">The current folder of the command.</param>
    /// <param name="home">The value of GRANARY_HOME; null to leave it unset.</param>
    public static Task<CommandResult> RunAsync(string folder, string? home, params IEnumerable<string> arguments) =>
        RunAsync(folder, home, spark: null, arguments);

    /// <param name="spark">The value of SPARK_HOME; null to leave it as it is.</param>
    public static async Task<CommandResult> RunAsync(string folder, string? home, string? spark, IEnumerable<string> arguments)
    {
        using var process = Start(folder, home, arguments, spark: spark);
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

    /// <summary>Starts a command. The process is the program itself.</summary>
    /// <param name="spark">The value of SPARK_HOME; null to leave it as it is.</param>
    public static Process Start(
        string folder, string? home, IEnumerable<string> arguments, bool readsInput = false, string? spark = null)
    {
        var start = new ProcessStartInfo(File, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        start.Environment["GRANARY_ROOT"] = Needed.Repository;
        start.Environment["GRANARY_WORKER"] = Worker;
        start.Environment.Remove("GRANARY_HOME");
        if (spark is not null)
            start.Environment["SPARK_HOME"] = spark;
        if (home is not null)
            start.Environment["GRANARY_HOME"] = home;
        var process = Process.Start(start) ?? throw new Win32Exception($"{File} cannot be started.");
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

    /// <summary>A program in the outputs of the build that this one is in: bin/PROJECT/CONFIGURATION.</summary>
    static string Built(string project, string program)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, program);
    }
}
