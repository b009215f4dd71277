using System.Text.Json;

namespace Granary.Bench;

/// <summary>Landing, cleansed and final with lineage, ledger and keys, against three statements without; in pairs, so that a slow moment of the machine slows both.</summary>
static class Stages
{
    const string Dataset = """
        {
          "columns": [
            { "name": "id", "type": "bigint", "required": true },
            { "name": "name", "type": "string" },
            { "name": "amount", "type": "decimal(12,2)" },
            { "name": "d", "type": "date" },
            { "name": "code", "type": "string" },
            { "name": "k", "type": "bigint" }
          ],
          "key": ["id"]
        }
        """;

    public static int Run(long rows, int pairs)
    {
        var folder = Directory.CreateTempSubdirectory("granary-bench-").FullName;
        try
        {
            var csv = Path.Combine(folder, "big.csv");
            GeneratedFile.Write(csv, rows);
            Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e9:0.00} GB, {Environment.ProcessorCount} processors, DuckDB {Granary.DuckDb.DuckDbDatabase.EngineVersion}");
            var workspace = Workspace(folder);
            var ratios = new List<double>();
            for (var pair = 1; pair <= pairs; pair++)
                ratios.Add(Pair(pair, csv, folder, workspace));
            ratios.Sort();
            Console.WriteLine($"ratio of the stages, median of {pairs}: {ratios[ratios.Count / 2]:0.00} (from {ratios[0]:0.00} to {ratios[^1]:0.00})");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static double Pair(int pair, string csv, string folder, string workspace)
    {
        var home = Path.Combine(folder, "home");
        var (output, elapsed, peak) = new Launcher(home, workspace).Run("run", "big", "--input", csv, "--json");
        var ours = JsonDocument.Parse(output).RootElement.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("seconds").GetDouble()).ToArray();
        Directory.Delete(home, recursive: true);

        var target = Path.Combine(folder, "hand");
        var theirs = HandWritten.Run(csv, target).Select(t => t.TotalSeconds).ToArray();
        Directory.Delete(target, recursive: true);
        var ratio = ours.Sum() / theirs.Sum();
        Console.WriteLine(
            $"{pair}. granary: landing {ours[0]:0.0} s, cleansed {ours[1]:0.0} s, final {ours[2]:0.0} s, together {ours.Sum():0.0} s; the whole run {elapsed.TotalSeconds:0.0} s, peak {peak / 1e9:0.00} GB");
        Console.WriteLine($"   by hand: {theirs[0]:0.0} s, {theirs[1]:0.0} s, {theirs[2]:0.0} s, together {theirs.Sum():0.0} s; ratio {ratio:0.00}");
        return ratio;
    }

    static string Workspace(string folder)
    {
        var workspace = Path.Combine(folder, "workspace");
        Directory.CreateDirectory(Path.Combine(workspace, "projects", "big", "datasets"));
        Directory.CreateDirectory(Path.Combine(workspace, "config", "big"));
        File.WriteAllText(Path.Combine(workspace, "projects", "big", "project.json"), """{"type": "fpac"}""");
        File.WriteAllText(Path.Combine(workspace, "projects", "big", "datasets", "big.json"), Dataset);
        File.Copy(Path.Combine(Launcher.Repository, "config", "fpac", "local.json"), Path.Combine(workspace, "config", "big", "local.json"));
        return workspace;
    }
}
