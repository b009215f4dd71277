using System.Text.Json;
using Granary.Local.Storage;
using Granary.Platform.Catalog;
using Microsoft.Data.Sqlite;

namespace Granary.Local.Catalog;

/// <summary>The tables that readers may see, each with the location of its current version.</summary>
public sealed class LocalCatalog(Database database, TimeProvider clock)
{
    /// <summary>Turns readers to these versions, all at once.</summary>
    public void Publish(IReadOnlyList<CatalogTable> tables) => database.Transaction(() =>
    {
        foreach (var table in tables)
            Write(table, "TRUE");
    });

    /// <summary>Refreshes what is known of a table, unless its readers were turned to another version meanwhile.</summary>
    public void Refresh(CatalogTable table) => Write(table, "location = excluded.location");

    /// <returns>By database and name; read in one moment, so that tables of one run stand together.</returns>
    public IReadOnlyList<CatalogTable> Tables() => database.Query(
        "SELECT database_name, name, location, row_count, columns, lineage, partition_keys FROM catalog_table ORDER BY database_name, name", Read);

    void Write(CatalogTable table, string condition) => database.Execute(
        $"""
        INSERT INTO catalog_table VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (database_name, name) DO UPDATE SET location = excluded.location, row_count = excluded.row_count, columns = excluded.columns,
            lineage = excluded.lineage, partition_keys = excluded.partition_keys, updated_at = excluded.updated_at
        WHERE {condition}
        """,
        table.Database, table.Name, table.Location, table.Rows, Columns(table.Columns), Columns(table.Lineage),
        JsonSerializer.Serialize(table.PartitionKeys, StoredJson.Default.IReadOnlyListString), Timestamps.Text(clock.GetUtcNow()));

    static CatalogTable Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Columns(row.GetString(4)), Columns(row.GetString(5)),
        JsonSerializer.Deserialize(row.GetString(6), StoredJson.Default.IReadOnlyListString)!);

    static string Columns(IReadOnlyList<CatalogColumn> columns) => JsonSerializer.Serialize(columns, StoredJson.Default.IReadOnlyListCatalogColumn);

    static IReadOnlyList<CatalogColumn> Columns(string text) => JsonSerializer.Deserialize(text, StoredJson.Default.IReadOnlyListCatalogColumn)!;
}
