using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>All tables of a stage are made by the job's script in one Spark session, then put in place one after the other.</summary>
sealed class SparkEngine : IStageEngine
{
    public Problem? Objection(Dataset dataset) => FinalOnSpark.Objection(dataset);

    public Task<Func<LandingWork, Task<StageAccount>>> LandAsync(
        StageJob job, IReadOnlyList<LandingWork> tables, CancellationToken cancellationToken) =>
        new SparkLanding(new(job)).RunAsync(tables, cancellationToken);

    public Task<Func<CleansingWork, Task<StageAccount>>> CleanseAsync(
        StageJob job, IReadOnlyList<CleansingWork> tables, Func<string, ReferencedTable?> referenced,
        CancellationToken cancellationToken) =>
        new SparkCleansing(new(job), referenced).RunAsync(tables, cancellationToken);

    public Task<Func<FinalWork, Task<FinalTable>>> FinishAsync(
        StageJob job, IReadOnlyList<FinalWork> tables, CancellationToken cancellationToken) =>
        new SparkFinal(new(job)).RunAsync(tables, cancellationToken);
}
