using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.Tables.Spark;

namespace Granary.Tables.Tests.Spark;

/// <summary>Spark itself, started as an account's jobs start it: <c>spark-submit</c> with the runner of <c>glue/</c>.</summary>
static class SparkSubmit
{
    // Many tiny tables: one partition each, and no time spent on compiling what runs for a handful of rows.
    static readonly string[] ForTinyTables =
    [
        "--conf",
        "spark.sql.shuffle.partitions=1",
        "--conf",
        "spark.default.parallelism=1",
        "--conf",
        "spark.sql.adaptive.enabled=false",
        "--conf",
        "spark.sql.codegen.wholeStage=false",
        "--conf",
        "spark.sql.codegen.factoryMode=NO_CODEGEN",
        "--driver-java-options",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    ];

    /// <summary>The folder of a Spark; the test is skipped where there is none.</summary>
    public static string Home => Needed.Shared("spark");

    /// <summary>Runs plans in one session: two items side by side, the plans of an item one after the other.</summary>
    /// <returns>The results of each, in their order.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<SparkResult>>> RunAsync(
        string folder, IReadOnlyList<IReadOnlyList<SparkPlan>> items)
    {
        var paths = items.Select((_, i) => Path.Combine(folder, $"plan-{i:D4}.json")).ToList();
        foreach (var (plans, path) in items.Zip(paths))
            await File.WriteAllTextAsync(path, $"[{string.Join(",", plans.Select(p => p.ToJson()))}]");
        var list = Path.Combine(folder, "plans.txt");
        await File.WriteAllLinesAsync(list, paths);
        var start = new ProcessStartInfo(Path.Combine(Home, "bin", "spark-submit"))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (
            var argument in (string[])
                [.. ForTinyTables, Path.Combine(Needed.Repository, "glue", "table_plan.py"), "--threads", "2", $"@{list}"])
            start.ArgumentList.Add(argument);
        start.Environment["SPARK_HOME"] = Home;
        start.Environment["SPARK_LOCAL_DIRS"] = folder;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var missing = paths.Count(p => !File.Exists(ResultOf(p)));
        Assert.True(missing == 0, $"{missing} plans have no result. Exit code {process.ExitCode}.\n{await output}\n{await error}");
        return
        [
            .. paths.Select(p =>
                JsonNode.Parse(File.ReadAllText(ResultOf(p)))!.AsArray().Select(r => SparkResult.Parse(r!.ToJsonString())).ToList()),
        ];
    }

    public static string Url(string folder) => $"file://{folder}/";

    static string ResultOf(string plan) => Path.ChangeExtension(plan, ".result.json");
}
