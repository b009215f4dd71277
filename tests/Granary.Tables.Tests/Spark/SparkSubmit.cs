using System.Text.Json.Nodes;
using Granary.Tables.Spark;
using Granary.Testing.Spark;

namespace Granary.Tables.Tests.Spark;

/// <summary>Plans run by the runner of <c>glue/</c>, as an account's jobs run them.</summary>
static class SparkSubmit
{
    /// <summary>Runs plans in one session: two items side by side, the plans of an item one after the other.</summary>
    /// <returns>The results of each, in their order.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<SparkResult>>> RunAsync(
        SharedSpark spark, string folder, IReadOnlyList<IReadOnlyList<SparkPlan>> items)
    {
        var paths = items.Select((_, i) => Path.Combine(folder, $"plan-{i:D4}.json")).ToList();
        foreach (var (plans, path) in items.Zip(paths))
            await File.WriteAllTextAsync(path, $"[{string.Join(",", plans.Select(p => p.ToJson()))}]");
        var list = Path.Combine(folder, "plans.txt");
        await File.WriteAllLinesAsync(list, paths);
        var done = await spark.RunAsync(Path.Combine(Needed.Repository, "glue", "table_plan.py"), "--threads", "2", $"@{list}");
        var missing = paths.Count(p => !File.Exists(ResultOf(p)));
        Assert.True(missing == 0, $"{missing} plans have no result.\n{done}");
        return
        [
            .. paths.Select(p =>
                JsonNode.Parse(File.ReadAllText(ResultOf(p)))!.AsArray().Select(r => SparkResult.Parse(r!.ToJsonString())).ToList()),
        ];
    }

    public static string Url(string folder) => $"file://{folder}/";

    static string ResultOf(string plan) => Path.ChangeExtension(plan, ".result.json");
}
