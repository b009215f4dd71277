using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Tables.Spark;

namespace Granary.Home.Jobs.Spark;

/// <summary>Plans of one stage, one after the other, run by the job's script in one session.</summary>
static class SparkPlans
{
    /// <param name="rows">About how many they read.</param>
    /// <returns>The results, in the order of the plans.</returns>
    /// <exception cref="Granary.Model.ProblemException">Spark or the script failed; what is wrong with one plan stands in its
    /// result.</exception>
    public static async Task<IReadOnlyList<SparkResult>> RunAsync(
        SparkWork work, IReadOnlyList<SparkPlan> plans, long rows, CancellationToken cancellationToken)
    {
        var orders = new List<PlanOrder>();
        foreach (var plan in plans)
        {
            var file = work.PathOf($"plan-{orders.Count + 1:00000}.json");
            await File.WriteAllTextAsync(file, plan.ToJson(), cancellationToken);
            orders.Add(new(file, work.TableOf(plan.Table)));
        }

        var result = await work.RunAsync(
            new PlansOrder(work.Spark.WorkerProgram, orders), PlansJson.Default.PlansOrder, PlansJson.Default.PlansResult, rows,
            cancellationToken);
        return [.. result.Results.Select(r => SparkResult.Parse(r.GetRawText()))];
    }
}

sealed record PlansOrder(string Program, IReadOnlyList<PlanOrder> Plans);

/// <param name="Plan">The path of a plan file.</param>
sealed record PlanOrder(string Plan, TableOrder Table);

sealed record PlansResult(IReadOnlyList<JsonElement> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlansOrder))]
[JsonSerializable(typeof(PlansResult))]
sealed partial class PlansJson : JsonSerializerContext;
