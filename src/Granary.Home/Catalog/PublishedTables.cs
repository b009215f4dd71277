using Granary.Home.Objects;
using Granary.Platform.Catalog;
using Granary.Tables.Loading;
using Granary.Tables.Reading;

namespace Granary.Home.Catalog;

/// <summary>From the catalog's entries to what can be read.</summary>
static class PublishedTables
{
    /// <summary>The table with the folder that its location stands for.</summary>
    public static PublishedTable ToPublished(this CatalogTable table, BucketFolders objects) => new(
        table.Database,
        table.Name,
        objects.PathOf(table.Location),
        [.. table.Columns, .. table.Lineage],
        table.PartitionKeys,
        table.Rows)
    {
        HasOlderFiles = LoadStrategy.Of(table.Load).KeepsRows,
    };
}
