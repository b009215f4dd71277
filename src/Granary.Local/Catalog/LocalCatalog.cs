using System.Text.Json;
using Granary.Local.Storage;
using Granary.Platform.Catalog;
using Microsoft.Data.Sqlite;

namespace Granary.Local.Catalog;

/// <summary>The tables that readers may see, each with the location of its current version.</summary>
public sealed class LocalCatalog(Database database, TimeProvider clock)
{
    const string TableColumns = "database_name, name, location, row_count, columns, lineage, partition_keys";

    /// <summary>Turns readers to the versions that a run has made, all at once.</summary>
    public void Publish(string runId, IReadOnlyList<CatalogTable> tables) => database.Transaction(() =>
    {
        foreach (var table in tables)
        {
            Write(table, "TRUE");
            database.Execute(
                $"INSERT OR REPLACE INTO published_table (run_id, {TableColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                runId, table.Database, table.Name, table.Location, table.Rows, Columns(table.Columns), Columns(table.Lineage), Texts(table.PartitionKeys));
        }
    });

    /// <summary>Refreshes what is known of a table, unless its readers were turned to another version meanwhile.</summary>
    public void Refresh(CatalogTable table) => Write(table, "location = excluded.location");

    /// <returns>By database and name; read in one moment, so that tables of one run stand together.</returns>
    public IReadOnlyList<CatalogTable> Tables() => database.Query($"SELECT {TableColumns} FROM catalog_table ORDER BY database_name, name", Read);

    /// <returns>The versions that a run has published, whether or not readers still see them.</returns>
    public IReadOnlyList<CatalogTable> PublishedBy(string runId) =>
        database.Query($"SELECT {TableColumns} FROM published_table WHERE run_id = ?1 ORDER BY database_name, name", Read, runId);

    void Write(CatalogTable table, string condition) => database.Execute(
        $"""
        INSERT INTO catalog_table VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (database_name, name) DO UPDATE SET location = excluded.location, row_count = excluded.row_count, columns = excluded.columns,
            lineage = excluded.lineage, partition_keys = excluded.partition_keys, updated_at = excluded.updated_at
        WHERE {condition}
        """,
        table.Database, table.Name, table.Location, table.Rows, Columns(table.Columns), Columns(table.Lineage), Texts(table.PartitionKeys), Timestamps.Text(clock.GetUtcNow()));

    static CatalogTable Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Columns(row.GetString(4)), Columns(row.GetString(5)),
        JsonSerializer.Deserialize(row.GetString(6), StoredJson.Default.IReadOnlyListString)!);

    static string Texts(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, StoredJson.Default.IReadOnlyListString);

    static string Columns(IReadOnlyList<CatalogColumn> columns) => JsonSerializer.Serialize(columns, StoredJson.Default.IReadOnlyListCatalogColumn);

    static IReadOnlyList<CatalogColumn> Columns(string text) => JsonSerializer.Deserialize(text, StoredJson.Default.IReadOnlyListCatalogColumn)!;
}
