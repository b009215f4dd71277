using System.Diagnostics;

namespace Granary.Bench;

/// <summary>Runs the built program as a user does.</summary>
/// <param name="home">Its GRANARY_HOME.</param>
/// <param name="workspace">Where it is started.</param>
sealed class Launcher(string home, string workspace)
{
    static string Program => Path.Combine(Repository, "granary");

    public static string Repository { get; } = FindRepository();

    /// <returns>What it wrote to standard output, how long it took as a whole process, and the most memory it held (bytes; 0 where the
    /// system does not say).</returns>
    public (string Output, TimeSpan Elapsed, long PeakBytes) Run(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workspace,
        };
        start.Environment["GRANARY_HOME"] = home;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        using var watching = new Timer(_ => peak = Math.Max(peak, PeakOf(process)), null, 0, 50);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (output, clock.Elapsed, peak)
            : throw new InvalidOperationException($"granary {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{error.Result}");
    }

    static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile; the last look counts.
            return 0;
        }
    }

    static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Granary.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmark runs inside of its repository.");
    }
}
