using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Final;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs.Spark;

/// <summary><c>final_job.py</c> on Spark: all tables are made in one session, then put in place one after the other.</summary>
sealed class SparkFinalTables(LocalHome home) : IFinalEngine
{
    public async Task<FinalWriter> BeginAsync(
        JobRun run, StageLayout layout, IReadOnlyDictionary<string, TableVersion> cleansed, CancellationToken cancellationToken)
    {
        var work = new SparkWork(home, run);
        var sources = cleansed.ToDictionary(
            t => t.Key, t => new SparkTable(work.CleansingPlanOf(t.Key), SparkWork.FolderUrl(t.Value.Folder)), StringComparer.Ordinal);
        var finals = cleansed.Keys.Select(t => (Table: t, Final: StageOf(work, layout.DatasetOf(t), sources))).ToList();
        var plans = finals
            .Select(f => f.Final.Plan(SparkWork.FolderUrl(work.Staging(f.Table)), new(layout.JobId, home.Clock.GetUtcNow())))
            .ToList();
        var results =
            plans.Count == 0
                ? []
                : await SparkPlans.RunAsync(work, plans, cleansed.Values.Sum(v => AccountFile.Read(v).Written), cancellationToken);
        var made = finals.Zip(results).ToDictionary(f => f.First.Table, f => (f.First.Final, Result: f.Second), StringComparer.Ordinal);
        return (dataset, target, _) =>
            Write(work, dataset.Table, made[dataset.Table].Final, made[dataset.Table].Result, cleansed[dataset.Table], target);
    }

    static FinalOnSpark StageOf(SparkWork work, Dataset dataset, Dictionary<string, SparkTable> sources) =>
        new(dataset, sources, work.Layout.SqlOf(dataset), work.TemporaryFolder);

    static FinalTable Write(
        SparkWork work, string table, FinalOnSpark stage, SparkResult result, TableVersion cleansed, TableVersion target)
    {
        var final = stage.Table(AccountFile.Read(cleansed), result, target.Address);
        work.PutInPlace(table, target);
        AccountFile.Write(target, final.Account);
        WrittenSchema.Read(cleansed)?.Write(target);
        work.Run.OnRows(table, final.Rows);
        return final;
    }
}
