using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Rules;
using Granary.Tables.Spark;

namespace Granary.Tables.Stages;

/// <summary>
/// What runs the table stages. It is given all tables of a stage at once, and then asked for each in turn: one engine works when it is
/// asked, the other runs all of them as one job first.
/// </summary>
public interface IStageEngine
{
    /// <returns>Why the engine cannot make a table; null when it can.</returns>
    Problem? Objection(Dataset dataset);

    /// <returns>Writes the landed version of one of the tables. It throws <see cref="ProblemException"/> when the table cannot be
    /// written.</returns>
    Task<Func<LandingWork, Task<StageAccount>>> LandAsync(
        StageJob job, IReadOnlyList<LandingWork> tables, CancellationToken cancellationToken);

    /// <param name="tables">Each after those that its rules refer to.</param>
    /// <param name="referenced">The tables that rules refer to, by name; null for one that is not there.</param>
    /// <inheritdoc cref="LandAsync"/>
    Task<Func<CleansingWork, Task<StageAccount>>> CleanseAsync(
        StageJob job, IReadOnlyList<CleansingWork> tables, Func<string, ReferencedTable?> referenced, CancellationToken cancellationToken);

    /// <param name="tables">All cleansed tables of the job: an author's query may read any of them.</param>
    /// <inheritdoc cref="LandAsync"/>
    Task<Func<FinalWork, Task<FinalTable>>> FinishAsync(
        StageJob job, IReadOnlyList<FinalWork> tables, CancellationToken cancellationToken);
}

/// <summary>What lands one table.</summary>
/// <param name="Files">Their names below the input prefix.</param>
/// <param name="Written">The columns of the version that readers see; null when there is none.</param>
public sealed record LandingWork(TableDefinition Table, IReadOnlyList<string> Files, TableVersion Target, WrittenSchema? Written);

/// <summary>What cleanses one table.</summary>
/// <param name="Written">As in <see cref="LandingWork"/>.</param>
/// <param name="Loaded">The files whose rows the final table has, by path, with what to say of each.</param>
public sealed record CleansingWork(
    TableDefinition Table, TableVersion Landed, TableVersion Target, WrittenSchema? Written, IReadOnlyDictionary<string, string> Loaded);

/// <summary>What makes one final table.</summary>
/// <param name="Sql">The author's query; null for the cleansed rows themselves.</param>
/// <param name="Before">What the table holds; null when each run replaces its rows, or it has none yet.</param>
public sealed record FinalWork(TableDefinition Table, string? Sql, TableVersion Cleansed, TableVersion Target, LoadedBefore? Before);

/// <summary>The engines by name.</summary>
public enum StageEngineName
{
    /// <summary>In this process.</summary>
    DuckDb,

    /// <summary>By the job scripts, on a Spark of this computer.</summary>
    Spark,
}

public static class StageEngines
{
    public static IStageEngine Get(StageEngineName name) => name == StageEngineName.Spark ? new SparkEngine() : new DuckDbEngine();
}
