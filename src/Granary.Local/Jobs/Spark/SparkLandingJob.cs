using System.Text.Json.Serialization;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Stages;

namespace Granary.Local.Jobs.Spark;

/// <summary><c>landing_job.py</c> on Spark: each file by an executor, which asks granary-landing.</summary>
sealed class SparkLandingJob(Home home) : IJob
{
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var work = new SparkWork(home, run);
        var problems = new List<Problem>();
        var orders = work.Layout.Inputs().Select(i => OrderOf(work, i.Table, i.Files, problems)).OfType<LandingTableOrder>().ToList();
        if (orders.Count > 0)
        {
            var order = new LandingOrder(work.Spark.LandingProgram, work.Layout.JobId, home.Clock.GetUtcNow(), orders);
            var result = await work.RunAsync(order, LandingJson.Default.LandingOrder, LandingJson.Default.LandingResult, rows: 0, cancellationToken);
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

    static LandingTableOrder? OrderOf(SparkWork work, string table, IReadOnlyList<string> files, List<Problem> problems)
    {
        if (Names.CheckTable(table) is { } wrongName)
        {
            problems.Add(wrongName);
            return null;
        }

        if (work.Layout.DatasetOf(table).Drift != DriftMode.Evolve)
        {
            problems.Add(new Problem(
                "GR3201", $"The dataset {table} compares the columns of a delivery with the published ones (drift), which is not done on Spark.", "Run it without --engine spark, or leave drift out."));
            return null;
        }

        return new(
            work.TableOf(table), [.. files.Select(f => new LandingFileOrder(f, SparkWork.Url(work.Layout.PathOfInput(f))))],
            work.Layout.Landed(table).Address, SparkWork.Url(work.Staging(table)));
    }

    void Take(SparkWork work, string table)
    {
        var landed = work.Layout.Landed(table);
        work.PutInPlace(table, landed);
        var account = AccountFile.Read(landed);
        work.Run.OnRows(table, account.Read);
        work.Run.Lease.Write(() => home.Stages.Record(work.Run.RunId, account));
        Versions.RemoveOld(landed.Folder, work.Layout.DatasetOf(table).Versions);
    }
}

sealed record LandingOrder(string Program, string RunId, DateTimeOffset ProcessedAt, IReadOnlyList<LandingTableOrder> Tables);

/// <param name="Address">Of the version that is written.</param>
/// <param name="Output">The URL of the folder to write to.</param>
sealed record LandingTableOrder(TableOrder Table, IReadOnlyList<LandingFileOrder> Files, string Address, string Output);

sealed record LandingFileOrder(string Name, string Url);

sealed record LandingResult(IReadOnlyList<LandingTableResult> Tables);

sealed record LandingTableResult(string Table, IReadOnlyList<Problem> Problems);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LandingOrder))]
[JsonSerializable(typeof(LandingResult))]
sealed partial class LandingJson : JsonSerializerContext;
