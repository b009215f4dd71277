namespace Granary.Bench;

/// <summary>What a user waits for before any work is done.</summary>
static class Startup
{
    public static int Run(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("granary-bench-").FullName;
        try
        {
            var csv = Path.Combine(folder, "ten.csv");
            GeneratedFile.Narrow(csv, 10);
            var launcher = new Launcher(Path.Combine(folder, "home"), Launcher.Repository);
            Measure("granary --version", runs, () => launcher.Run("--version").Elapsed);
            Measure("granary run on ten rows", runs, () => launcher.Run("run", "fpac", "--input", csv).Elapsed);
            Measure("granary query of ten rows", runs, () => launcher.Run("query", "SELECT count(*) FROM ten").Elapsed);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Measure(string what, int runs, Func<TimeSpan> run)
    {
        run();
        var times = Enumerable.Range(0, runs).Select(_ => run().TotalMilliseconds).Order().ToList();
        Console.WriteLine($"{what}: median {times[runs / 2]:0} ms (from {times[0]:0} to {times[^1]:0}, {runs} runs)");
    }
}
