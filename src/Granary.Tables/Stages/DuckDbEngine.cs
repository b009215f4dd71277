using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Final;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Rules;

namespace Granary.Tables.Stages;

/// <summary>Tables are made one after the other, in this process.</summary>
sealed class DuckDbEngine : IStageEngine
{
    public Problem? Objection(Dataset dataset) => null;

    public Task<Func<LandingWork, Task<StageAccount>>> LandAsync(
        StageJob job, IReadOnlyList<LandingWork> tables, CancellationToken cancellationToken) =>
        Task.FromResult<Func<LandingWork, Task<StageAccount>>>(
            work => new LandingOnDuckDb(job.Start(work.Table.Name, work.Written)).RunAsync(
                work.Table.Dataset, [.. work.Files.Select(f => (f, job.Tables.PathOfInput(f)))], work.Target, cancellationToken));

    public Task<Func<CleansingWork, Task<StageAccount>>> CleanseAsync(
        StageJob job, IReadOnlyList<CleansingWork> tables, Func<string, ReferencedTable?> referenced,
        CancellationToken cancellationToken) =>
        Task.FromResult<Func<CleansingWork, Task<StageAccount>>>(
            work =>
            {
                var stage = new CleansedOnDuckDb(job.Start(work.Table.Name, work.Written)) { Tables = referenced, Known = work.Loaded };
                return Task.FromResult(
                    stage.Run(work.Table.Dataset, work.Landed, work.Target, job.Tables.PathOfInput, cancellationToken));
            });

    public Task<Func<FinalWork, Task<FinalTable>>> FinishAsync(
        StageJob job, IReadOnlyList<FinalWork> tables, CancellationToken cancellationToken)
    {
        var cleansed = tables.ToDictionary(t => t.Table.Name, t => t.Cleansed, StringComparer.Ordinal);
        return Task.FromResult<Func<FinalWork, Task<FinalTable>>>(
            work => Task.FromResult(
                new FinalOnDuckDb(job.Start(work.Table.Name)).Run(
                    work.Table.Dataset, cleansed, work.Sql, work.Target, work.Before, cancellationToken)));
    }
}
