using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;

namespace Granary.Tables.Final;

/// <summary>What the final stage made of one table.</summary>
/// <param name="Rows">Of the whole version, those of earlier runs among them.</param>
/// <param name="Columns">The data's columns.</param>
public sealed record FinalTable(
    StageAccount Account,
    long Rows,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Column> Lineage,
    IReadOnlyList<string> PartitionKeys)
{
    /// <summary>How far the table is loaded; null without a cursor.</summary>
    public LoadCursor? Cursor { get; init; }

    /// <summary>The files whose rows the run has loaded.</summary>
    public IReadOnlyList<LoadedFile> Loaded { get; init; } = [];
}
