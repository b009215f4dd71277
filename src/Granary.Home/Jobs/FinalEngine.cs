using Granary.Model.Datasets;
using Granary.Tables.Final;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary>What a run's final tables are made by.</summary>
interface IFinalEngine
{
    /// <summary>Called once, before the first table.</summary>
    /// <param name="cleansed">Every cleansed table of the run.</param>
    /// <exception cref="Granary.Model.ProblemException">A query cannot be run.</exception>
    Task<FinalWriter> BeginAsync(
        JobRun run, StageLayout layout, IReadOnlyDictionary<string, TableVersion> cleansed, CancellationToken cancellationToken);
}

/// <summary>Writes a new version of one of the tables.</summary>
/// <param name="before">What the table holds that the rows are to come to; null for nothing.</param>
/// <exception cref="Granary.Model.ProblemException">The query cannot be run, or a row is unaccounted for.</exception>
delegate FinalTable FinalWriter(Dataset dataset, TableVersion target, LoadedBefore? before);

/// <summary>Tables are made one after the other, in this process.</summary>
sealed class FinalOnDuckDb(LocalHome home) : IFinalEngine
{
    public Task<FinalWriter> BeginAsync(
        JobRun run, StageLayout layout, IReadOnlyDictionary<string, TableVersion> cleansed, CancellationToken cancellationToken) =>
        Task.FromResult<FinalWriter>(
            (dataset, target, before) =>
                new FinalStage(StageRuns.Start(home, run, layout, dataset.Table)).Run(
                    dataset, cleansed, layout.SqlOf(dataset), target, before, cancellationToken));
}
