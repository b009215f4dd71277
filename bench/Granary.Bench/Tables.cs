namespace Granary.Bench;

/// <summary>
/// Landing, cleansed and final, each in a process of its own, in pairs with what a user would write instead, so that a slow moment of the
/// machine slows both.
/// </summary>
static class Tables
{
    public static readonly string[] Stages = ["landing", "cleansed", "final"];

    /// <summary>
    /// Landing with lineage and rejects against DuckDB's plain COPY without either: six columns, the same in quotes, and eighty columns in
    /// quotes.
    /// </summary>
    public static int Landing(long rows, int pairs) =>
        InFolder(folder =>
        {
            var bytes = rows * 58;
            var unquoted = LandingOf("unquoted", folder, GeneratedFile.NarrowDataset, pairs, path => GeneratedFile.Narrow(path, rows));
            var quoted = LandingOf(
                "quoted", folder, GeneratedFile.NarrowDataset, pairs, path => GeneratedFile.Narrow(path, rows, quoted: true));
            LandingOf("80 columns", folder, GeneratedFile.WideDataset, pairs, path => GeneratedFile.Wide(path, bytes));
            Console.WriteLine($"quoted, bytes a second, to unquoted: {quoted / unquoted:0.00}");
        });

    /// <summary>The three stages against three_stages in hand-written, tuned SQL.</summary>
    public static int ThreeStages(long rows, int pairs) => InFolder(folder =>
    {
        var (csv, dataset) = Make(folder, GeneratedFile.NarrowDataset, path => GeneratedFile.Narrow(path, rows));
        var ratios = new List<(double Wall, double Cpu)>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            var ours = Stages.Select(stage => Work.Run(stage, csv, Path.Combine(folder, "ours"), dataset)).ToList();
            Directory.Delete(Path.Combine(folder, "ours"), recursive: true);
            var hand = Work.Run("hand", csv, Path.Combine(folder, "hand"), dataset);
            Directory.Delete(Path.Combine(folder, "hand"), recursive: true);
            var all = ours.Aggregate((sum, one) => sum + one);
            ratios.Add((all.Seconds / hand.Seconds, all.Cpu / hand.Cpu));
            Console.WriteLine(
                $"{pair}. landing {Text(ours[0])}; cleansed {Text(ours[1])}; final {Text(ours[2])}; together {Text(all)}; by hand "
                    + $"{Text(hand)}; ratio {ratios[^1].Wall:0.00}, of processor time {ratios[^1].Cpu:0.00}");
        }

        Print("three stages to hand-written SQL", ratios);
    });

    /// <summary>From 10 MB on, ten times as much each time: whether time grows with the file and memory does not.</summary>
    public static int Growth(long largest) => InFolder(folder =>
    {
        for (var megabytes = 10L; megabytes <= largest; megabytes *= 10)
        {
            var (csv, dataset) = Make(folder, GeneratedFile.NarrowDataset, path => GeneratedFile.Narrow(path, megabytes * 17_300));
            var size = new FileInfo(csv).Length;
            foreach (var stage in Stages)
            {
                var measured = Work.Run(stage, csv, Path.Combine(folder, "ours"), dataset);
                Console.WriteLine($"{size / 1e6,8:N0} MB {stage,-8} {Text(measured)}, {measured.Seconds / size * 1e9:0.0} s a GB");
            }

            Directory.Delete(Path.Combine(folder, "ours"), recursive: true);
            File.Delete(csv);
        }
    });

    /// <returns>Bytes a second of landing, in the median.</returns>
    static double LandingOf(string what, string folder, string dataset, int pairs, Action<string> write)
    {
        var (csv, datasetFile) = Make(folder, dataset, write);
        var size = new FileInfo(csv).Length;
        var ratios = new List<(double, double)>();
        var speeds = new List<double>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            var ours = Work.Run("landing", csv, Path.Combine(folder, "ours"), datasetFile);
            Directory.Delete(Path.Combine(folder, "ours"), recursive: true);
            var copy = Work.Run("copy", csv, Path.Combine(folder, "copy"), datasetFile);
            Directory.Delete(Path.Combine(folder, "copy"), recursive: true);
            ratios.Add((ours.Seconds / copy.Seconds, ours.Cpu / copy.Cpu));
            speeds.Add(size / ours.Seconds);
            Console.WriteLine($"{what}, {size / 1e9:0.00} GB, {pair}. landing {Text(ours)}; plain COPY {Text(copy)}; ratio "
                + $"{ratios[^1].Item1:0.00}, of processor time {ratios[^1].Item2:0.00}");
        }

        Print($"landing to plain COPY, {what}", ratios);
        return speeds.Order().ElementAt(pairs / 2);
    }

    public static (string Csv, string Dataset) Make(string folder, string dataset, Action<string> write)
    {
        var csv = Path.Combine(folder, "big.csv");
        var file = Path.Combine(folder, "big.json");
        File.WriteAllText(file, dataset);
        write(csv);
        return (csv, file);
    }

    static void Print(string what, List<(double Wall, double Cpu)> ratios)
    {
        var (wall, cpu) = (ratios.Select(r => r.Wall).Order().ToList(), ratios.Select(r => r.Cpu).Order().ToList());
        Console.WriteLine($"{what}: median {wall[wall.Count / 2]:0.00} (from {wall[0]:0.00} to {wall[^1]:0.00}), of processor time "
            + $"{cpu[cpu.Count / 2]:0.00} (from {cpu[0]:0.00} to {cpu[^1]:0.00})");
    }

    static string Text(Measured measured) => $"{measured.Seconds:0.0} s, {measured.Cpu:0.0} s of processors, {measured.Peak / 1e6:0} MB";

    public static int InFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("granary-bench-").FullName;
        try
        {
            work(folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
