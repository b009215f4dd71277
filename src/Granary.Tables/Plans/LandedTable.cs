using Granary.Tables.Drift;
using Granary.Tables.Stages;

namespace Granary.Tables.Plans;

/// <summary>What must be known of a landed table to plan what follows.</summary>
/// <param name="Columns">The names of its data columns, in order.</param>
/// <param name="Sources">The same columns as the files name them.</param>
public sealed record LandedTable(IReadOnlyList<string> Columns, IReadOnlyList<string> Sources, LandedEvidence Evidence)
{
    /// <summary>The columns of the version that readers saw when it was landed; null when there was none.</summary>
    public WrittenSchema? Written { get; init; }

    /// <summary>Looks at a landed version here; at all of its values.</summary>
    public static LandedTable Read(TableVersion version, string temporaryFolder, CancellationToken cancellationToken)
    {
        using var database = StageDatabase.Start(temporaryFolder);
        var columns = database
            .Connection.ColumnsOf(DuckDb.Sql.From($"SELECT * FROM {StageDatabase.Parquet(version.Files)}"))
            .Select(c => c.Name)
            .Where(c => !Lineage.IsLineage(c))
            .ToList();
        var evidence = LandedEvidence.Read(database, StageDatabase.Parquet(version.Files), columns, cancellationToken);
        return new(
            columns, ColumnsFile.Read(version), new(columns.Zip(evidence).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))
        );
    }
}
