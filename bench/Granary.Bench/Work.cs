using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Final;
using Granary.Tables.Landing;
using Granary.Tables.Stages;

namespace Granary.Bench;

/// <summary>A piece of work measured in a process of its own.</summary>
/// <param name="Seconds">Of the work itself, without the start of the process.</param>
/// <param name="Cpu">Seconds of all processors.</param>
/// <param name="Peak">The most memory the process held (VmHWM) less what is pages of files; bytes.</param>
sealed record Measured(double Seconds, double Cpu, long Peak)
{
    public static Measured operator +(Measured one, Measured other) =>
        new(one.Seconds + other.Seconds, one.Cpu + other.Cpu, Math.Max(one.Peak, other.Peak));
}

/// <summary>The pieces, run as <c>Granary.Bench work PIECE,PIECE,… TABLES FILE FOLDER DATASET</c>.</summary>
static class Work
{
    public static Measured Run(string piece, string file, string folder, string dataset) => Run([piece], 1, file, folder, dataset)[0];

    /// <summary>All pieces in one process, one after the other, and again for each further table.</summary>
    public static IReadOnlyList<Measured> Run(IReadOnlyList<string> pieces, int tables, string file, string folder, string dataset)
    {
        var all = string.Join(',', pieces);
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["work", all, $"{tables}", file, folder, dataset])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measured[]>(output)!
            : throw new InvalidOperationException($"{all} of {file} ended with {process.ExitCode}.");
    }

    public static async Task<int> MainAsync(IReadOnlyList<string> pieces, int tables, string file, string folder, string datasetFile)
    {
        var text = File.ReadAllText(datasetFile);
        var dataset =
            Dataset.Parse(text, datasetFile, "big", []) ?? throw new InvalidOperationException($"{datasetFile} is no dataset file.");
        var measured = new List<Measured>();

        // As in a run, which opens one before it needs it.
        using var databases = new DatabasePool();
        databases.Prepare();
        for (var table = 0; table < tables; table++)
        {
            foreach (var piece in pieces)
                measured.Add(await MeasureAsync(piece, file, table == 0 ? folder : Path.Combine(folder, $"{table}"), dataset, databases));
        }

        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;
    }

    static async Task<Measured> MeasureAsync(string piece, string file, string folder, Dataset dataset, DatabasePool databases)
    {
        Directory.CreateDirectory(folder);
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await DoAsync(piece, file, folder, dataset, databases);
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return new(seconds, (process.TotalProcessorTime - cpu).TotalSeconds, Peak());
    }

    static async Task DoAsync(string piece, string file, string folder, Dataset dataset, DatabasePool databases)
    {
        var run = new StageRun("bench", TimeProvider.System.GetUtcNow(), folder, TimeProvider.System, _ => { }) { Databases = databases };
        var landed = Version(folder, "landed");
        var cleansed = Version(folder, "cleansed");
        switch (piece)
        {
            case "landing":
                await new LandingOnDuckDb(run).RunAsync(dataset, [("big/big.csv", file)], landed, CancellationToken.None);
                break;
            case "cleansed":
                new CleansedOnDuckDb(run).Run(dataset, landed, cleansed, _ => file, CancellationToken.None);
                break;
            case "final":
                new FinalOnDuckDb(run).Run(
                    dataset, new Dictionary<string, TableVersion> { ["big"] = cleansed }, sql: null, Version(folder, "final"), before: null,
                    CancellationToken.None);
                break;
            case "copy":
                HandWritten.Copy(file, Path.Combine(folder, "copy.parquet"), dataset);
                break;
            case "hand":
                HandWritten.Run(file, folder);
                break;
            default:
                throw new ArgumentException($"There is no piece of work {piece}.", nameof(piece));
        }
    }

    static TableVersion Version(string folder, string name) => new(Path.Combine(folder, name), $"s3://{name}/");

    /// <summary>VmHWM counts the pages of mapped files, which the system may take back at any time.</summary>
    static long Peak()
    {
        var status = File.Exists("/proc/self/status") ? File.ReadAllLines("/proc/self/status") : [];
        return Bytes("VmHWM:") - Bytes("RssFile:");

        long Bytes(string name) => status.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024
            : 0;
    }
}
