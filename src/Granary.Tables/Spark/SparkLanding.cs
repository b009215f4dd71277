using System.Text.Json.Serialization;
using Granary.Model;
using Granary.Tables.Drift;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>Landing on Spark: each file by an executor, which asks granary-worker.</summary>
sealed class SparkLanding(SparkWork work)
{
    public async Task<Func<LandingWork, Task<StageAccount>>> RunAsync(
        IReadOnlyList<LandingWork> tables, CancellationToken cancellationToken)
    {
        var problems = await LandAsync([.. tables.Select(OrderOf)], cancellationToken);
        return table => Task.FromResult(Take(table, problems[table.Table.Name]));
    }

    /// <returns>By table, why it was not landed; no problem when it was.</returns>
    async Task<Dictionary<string, IReadOnlyList<Problem>>> LandAsync(
        IReadOnlyList<LandingTableOrder> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
            return [];
        var order = new LandingOrder(work.Spark.WorkerProgram, work.Job.Id, work.Job.Home.Clock.GetUtcNow(), orders);
        var result = await work.RunAsync(
            order, LandingJson.Default.LandingOrder, LandingJson.Default.LandingResult, rows: 0, cancellationToken);
        return result.Tables.ToDictionary(t => t.Table, t => t.Problems, StringComparer.Ordinal);
    }

    LandingTableOrder OrderOf(LandingWork table) =>
        new(
            SparkWork.OrderOf(table.Table),
            table.Written,
            [.. table.Files.Select(f => new LandingFileOrder(f, SparkWork.Url(work.Job.Tables.PathOfInput(f))))],
            table.Target.Address,
            SparkWork.Url(work.Staging(table.Table.Name)));

    StageAccount Take(LandingWork table, IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
            throw new ProblemException(problems);
        work.PutInPlace(table.Table.Name, table.Target);
        var account = AccountFile.Read(table.Target);
        work.Job.Home.Report(table.Table.Name, account.Read);
        return account;
    }
}

sealed record LandingOrder(string Program, string RunId, DateTimeOffset ProcessedAt, IReadOnlyList<LandingTableOrder> Tables);

/// <param name="Written">The columns of the version that readers see.</param>
/// <param name="Address">Of the version that is written.</param>
/// <param name="Output">The URL of the folder to write to.</param>
sealed record LandingTableOrder(
    TableOrder Table, WrittenSchema? Written, IReadOnlyList<LandingFileOrder> Files, string Address, string Output);

sealed record LandingFileOrder(string Name, string Url);

sealed record LandingResult(IReadOnlyList<LandingTableResult> Tables);

sealed record LandingTableResult(string Table, IReadOnlyList<Problem> Problems);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LandingOrder))]
[JsonSerializable(typeof(LandingResult))]
sealed partial class LandingJson : JsonSerializerContext;
