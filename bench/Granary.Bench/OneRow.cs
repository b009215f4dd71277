using System.Text.Json.Nodes;

namespace Granary.Bench;

/// <summary>A file of one row, inside of the process: what does not grow with the file.</summary>
static class OneRow
{
    const int LaterTables = 5;

    public static int Run(int runs) => Tables.InFolder(folder =>
    {
        var (csv, dataset) = Tables.Make(folder, GeneratedFile.NarrowDataset, path => GeneratedFile.Narrow(path, 1));
        var launcher = new Launcher(Path.Combine(folder, "home"), Launcher.Repository);
        var first = Enumerable.Range(0, runs).Select(_ => StagesOfRun(launcher, csv)).ToList();
        var later = Enumerable.Range(0, runs).SelectMany(run => StagesOfLaterTables(csv, Path.Combine(folder, $"{run}"), dataset)).ToList();
        for (var stage = 0; stage < Tables.Stages.Length; stage++)
        {
            Print($"{Tables.Stages[stage]}, the only table of granary run", [.. first.Select(r => r[stage]).Order()]);
            Print($"{Tables.Stages[stage]}, a later table of a process", [.. later.Select(r => r[stage]).Order()]);
        }
    });

    /// <returns>Seconds of each stage, as its ledger has them.</returns>
    static double[] StagesOfRun(Launcher launcher, string csv)
    {
        launcher.Run("run", "fpac", "--input", csv);
        return [.. JsonNode.Parse(launcher.Run("show", "--json").Output)!["stages"]!.AsArray().Select(s => (double)s!["seconds"]!)];
    }

    static IEnumerable<double[]> StagesOfLaterTables(string csv, string folder, string dataset) =>
        Work.Run(Tables.Stages, 1 + LaterTables, csv, folder, dataset).Select(m => m.Seconds).Chunk(Tables.Stages.Length).Skip(1);

    static void Print(string what, List<double> seconds) =>
        Console.WriteLine(
            $"one row, {what}: median {seconds[seconds.Count / 2] * 1000:0} ms (from {seconds[0] * 1000:0} to {seconds[^1] * 1000:0})");
}
