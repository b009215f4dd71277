using Granary.Tables.Cleansing;
using Granary.Tables.Drift;
using Granary.Tables.Final;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>Final tables on Spark: all of them in one session.</summary>
sealed class SparkFinal(SparkWork work)
{
    public async Task<Func<FinalWork, Task<FinalTable>>> RunAsync(IReadOnlyList<FinalWork> tables, CancellationToken cancellationToken)
    {
        var run = new SparkRun(work.Job.Id, work.Job.Home.Clock.GetUtcNow());
        var sources = tables.ToDictionary(t => t.Table.Name, SourceOf, StringComparer.Ordinal);
        var stages = tables.ToDictionary(
            t => t.Table.Name, t => new FinalOnSpark(t.Table.Dataset, sources, t.Sql, work.TemporaryFolder), StringComparer.Ordinal);
        var results = await work.RunAsync(
            [.. tables.Select(t => (t.Table, stages[t.Table.Name].Plan(SparkWork.FolderUrl(work.Staging(t.Table.Name)), run)))],
            tables.Sum(t => AccountFile.Read(t.Cleansed).Written),
            cancellationToken);
        return table => Task.FromResult(Take(table, stages[table.Table.Name], results[table.Table.Name]));
    }

    /// <summary>The plan is the one that the table was cleansed by: it is the same whenever it is made, because the table was landed
    /// once.</summary>
    SparkTable SourceOf(FinalWork table) =>
        new(
            CleansingPlan.Of(table.Table.Dataset, Landing.LandedTableFile.Read(work.Job.Tables.Landed(table.Table.Name))),
            SparkWork.FolderUrl(table.Cleansed.Folder));

    FinalTable Take(FinalWork table, FinalOnSpark stage, SparkResult result)
    {
        var final = stage.Table(AccountFile.Read(table.Cleansed), result, table.Target.Address);
        work.PutInPlace(table.Table.Name, table.Target);
        AccountFile.Write(table.Target, final.Account);
        WrittenSchema.Read(table.Cleansed)?.Write(table.Target);
        work.Job.Home.Report(table.Table.Name, final.Rows);
        return final;
    }
}
