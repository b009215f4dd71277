using Granary.Model.Datasets;

namespace Granary.Platform.Catalog;

/// <summary>A table as the catalog knows it.</summary>
/// <param name="Location">The <c>s3://</c> address of the version that readers see; ends in '/'.</param>
/// <param name="Rows">The rows of that version.</param>
/// <param name="Columns">The data's columns, in the table's order; lineage columns are in <paramref name="Lineage"/>.</param>
/// <param name="Lineage">The columns that say where a row came from; they follow the data's columns.</param>
/// <param name="PartitionKeys">The names of the columns whose values are in the path, in path order. Empty when not partitioned.</param>
public sealed record CatalogTable(
    string Database,
    string Name,
    string Location,
    long Rows,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Column> Lineage,
    IReadOnlyList<string> PartitionKeys)
{
    /// <summary>How the version came about. One that goes on from others may have files that lack columns.</summary>
    public LoadMode Load { get; init; }
}
