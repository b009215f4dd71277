using System.Text.Json.Serialization;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs.Spark;

/// <summary><c>landing_job.py</c> on Spark: each file by an executor, which asks granary-worker.</summary>
sealed class SparkLandingJob(LocalHome home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var work = new SparkWork(home, run);
        var problems = new List<Problem>();
        var orders = work.Layout.Inputs().Select(i => OrderOf(work, i.Table, i.Files, problems)).OfType<LandingTableOrder>().ToList();
        if (orders.Count > 0)
        {
            var order = new LandingOrder(work.Spark.WorkerProgram, work.Layout.JobId, home.Clock.GetUtcNow(), orders);
            var result = await work.RunAsync(
                order, LandingJson.Default.LandingOrder, LandingJson.Default.LandingResult, rows: 0, cancellationToken);
            foreach (var table in result.Tables)
            {
                problems.AddRange(table.Problems);
                if (table.Problems.Count == 0)
                    Take(work, table.Table);
            }
        }

        if (problems.Count > 0)
            throw new ProblemException(problems);
    }

    LandingTableOrder? OrderOf(SparkWork work, string table, IReadOnlyList<string> files, List<Problem> problems)
    {
        if (Names.CheckTable(table) is { } wrongName)
        {
            problems.Add(wrongName);
            return null;
        }

        // The final stage would refuse it, too, when all the work was done.
        if (FinalOnSpark.Objection(work.Layout.DatasetOf(table)) is { } objection)
        {
            problems.Add(objection);
            return null;
        }

        return new(
            work.TableOf(table),
            StageRuns.Written(home, work.Layout, table),
            [.. files.Select(f => new LandingFileOrder(f, SparkWork.Url(work.Layout.PathOfInput(f))))],
            work.Layout.Landed(table).Address,
            SparkWork.Url(work.Staging(table)));
    }

    static void Take(SparkWork work, string table)
    {
        var landed = work.Layout.Landed(table);
        work.PutInPlace(table, landed);
        work.Record(work.Layout.DatasetOf(table), landed, AccountFile.Read(landed));
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
