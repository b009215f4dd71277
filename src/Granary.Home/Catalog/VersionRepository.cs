using Granary.Home.Storage;
using Granary.Platform.Catalog;
using Granary.Platform.Runs;
using Granary.Tables.Loading;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Catalog;

/// <summary>
/// The published versions of tables, <c>published_table</c>. The files of kept versions exist; a version expires here first, and its files
/// are removed after that.
/// </summary>
sealed class VersionRepository(Database database)
{
    static readonly string Columns =
        $"{CatalogRows.Columns}, run_id, published_at, cursor_column, cursor_value, dropped_change IS NULL, {LocalCatalog.IsCurrent("p")}";

    /// <summary>A condition of SQL: whether a version is kept that a run has published.</summary>
    /// <param name="runId">The SQL of the run's id.</param>
    public static string IsAnyKeptOf(string runId) =>
        $"EXISTS (SELECT 1 FROM published_table p WHERE p.run_id = {runId} AND p.dropped_change IS NULL)";

    /// <returns>The kept versions, by database and table, the newest first.</returns>
    public IReadOnlyList<CatalogVersion> Kept() => Find("dropped_change IS NULL ORDER BY database_name, name, change DESC");

    /// <returns>The version of each table that readers saw when a run had published, kept or not. Empty when the run has published
    /// nothing.</returns>
    public IReadOnlyList<CatalogVersion> AsOf(string runId) => Find(
        """
        change = (SELECT max(q.change) FROM published_table q WHERE q.database_name = p.database_name AND q.name = p.name
            AND q.change <= (SELECT max(r.change) FROM published_table r WHERE r.run_id = ?1)) ORDER BY database_name, name
        """,
        runId);

    /// <returns>The versions that a run has published, kept or not, by database and table.</returns>
    public IReadOnlyList<CatalogTable> PublishedBy(string runId) => database.Query(
        $"SELECT {CatalogRows.Columns} FROM published_table WHERE run_id = ?1 ORDER BY database_name, name", CatalogRows.Read, runId);

    /// <returns>How far a version was loaded; null when it has no cursor.</returns>
    public LoadCursor? CursorOf(string location) =>
        Find("location = ?1 ORDER BY change DESC", location) is [var found, ..] ? found.Cursor : null;

    public bool IsPublished(string location) =>
        database.Query("SELECT 1 FROM published_table WHERE location = ?1", r => r.GetInt64(0), location).Count > 0;

    /// <returns>The expired versions whose files still exist: their locations, and the changes at which they expired.</returns>
    public IReadOnlyList<(string Location, long Dropped)> Expired() => database.Query(
        """
        SELECT location, max(dropped_change) FROM published_table
        WHERE dropped_change IS NOT NULL AND is_removed = 0
            AND location NOT IN (SELECT location FROM published_table WHERE dropped_change IS NULL)
        GROUP BY location
        """,
        r => (r.GetString(0), r.GetInt64(1)));

    /// <summary>Records that the files of an expired version are gone.</summary>
    public void SetRemoved(string location) =>
        database.Execute("UPDATE published_table SET is_removed = 1 WHERE location = ?1 AND dropped_change IS NOT NULL", location);

    /// <summary>Adds a version, as part of the caller's transaction; the oldest ones expire.</summary>
    internal void Add(string runId, long change, string publishedAt, Publication publication)
    {
        var table = publication.Table;
        database.Execute(
            $"""
            INSERT OR REPLACE INTO published_table ({CatalogRows.Columns}, run_id, change, published_at, cursor_column, cursor_value)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """,
            [.. CatalogRows.Values(table), runId, change, publishedAt, publication.Cursor?.Column, publication.Cursor?.Value]);
        database.Execute(
            """
            UPDATE published_table SET dropped_change = ?3
            WHERE database_name = ?1 AND name = ?2 AND dropped_change IS NULL AND change NOT IN (
                SELECT change FROM published_table WHERE database_name = ?1 AND name = ?2 AND dropped_change IS NULL
                ORDER BY change DESC LIMIT ?4)
            """,
            table.Database, table.Name, change, Math.Max(1, publication.Keep));
    }

    List<CatalogVersion> Find(string condition, params ReadOnlySpan<object?> parameters) =>
        database.Query($"SELECT {Columns} FROM published_table p WHERE {condition}", Read, parameters);

    static CatalogVersion Read(SqliteDataReader row) => new(
        CatalogRows.Read(row), row.GetString(8), row.GetString(9) is { Length: > 0 } at ? Timestamps.Read(at) : DateTimeOffset.UnixEpoch,
        row.IsDBNull(10) ? null : new(row.GetString(10), row.GetString(11)), row.GetBoolean(12), row.GetBoolean(13));
}
