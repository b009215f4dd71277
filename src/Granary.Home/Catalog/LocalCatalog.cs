using Granary.Home.Storage;
using Granary.Model;
using Granary.Platform.Catalog;
using Granary.Platform.Runs;
using Granary.Tables.Loading;

namespace Granary.Home.Catalog;

/// <summary>The tables that readers see, <c>catalog_table</c>, each with the location of its current version; and publishing.</summary>
sealed class LocalCatalog(Database database, TimeProvider clock)
{
    readonly LoadedFileRepository _loaded = new(database);

    /// <summary>The count of changes of what there is to read.</summary>
    public Changes Changes { get; } = new(database);

    /// <summary>The versions that were published, and those that are kept.</summary>
    public VersionRepository Versions { get; } = new(database);

    /// <summary>A condition of SQL: whether readers see the version in a row of <c>published_table</c>.</summary>
    /// <param name="version">The row's alias.</param>
    public static string IsCurrent(string version) =>
        $"EXISTS (SELECT 1 FROM catalog_table c WHERE c.database_name = {version}.database_name AND c.name = {version}.name "
        + $"AND c.location = {version}.location)";

    /// <summary>
    /// Switches the current versions to those that a run has made, all at once; versions that are no longer to be kept expire.
    /// </summary>
    /// <exception cref="ProblemException">The current version is no longer the one that a new one continues. Nothing was
    /// written.</exception>
    public void Publish(string runId, IReadOnlyList<Publication> publications) => database.Transaction(() =>
    {
        var change = Changes.Next();
        foreach (var publication in publications)
        {
            RequireUnmoved(publication);
            Write(publication.Table, "TRUE");
            Versions.Add(runId, change, Timestamps.Text(clock.GetUtcNow()), publication);
            _loaded.Add(runId, publication);
        }
    });

    /// <summary>Refreshes the metadata of a table, unless its current version was switched meanwhile.</summary>
    public void Refresh(CatalogTable table) => Write(table, "location = excluded.location");

    /// <returns>By database and name; read in one moment, so that tables of one run stand together.</returns>
    public IReadOnlyList<CatalogTable> Tables() =>
        database.Query($"SELECT {CatalogRows.Columns} FROM catalog_table ORDER BY database_name, name", CatalogRows.Read);

    public CatalogTable? Find(string databaseName, string name) =>
        database.Query(
            $"SELECT {CatalogRows.Columns} FROM catalog_table WHERE database_name = ?1 AND name = ?2", CatalogRows.Read, databaseName, name)
            is [var found]
            ? found
            : null;

    /// <returns>The versions that a run has published, whether or not readers still see them.</returns>
    public IReadOnlyList<CatalogTable> PublishedBy(string runId) => Versions.PublishedBy(runId);

    /// <returns>The files whose rows a table holds: identity, and the run that loaded it.</returns>
    public IReadOnlyDictionary<string, string> LoadedFiles(string databaseName, string name) => _loaded.Of(databaseName, name);

    void RequireUnmoved(Publication publication)
    {
        var table = publication.Table;
        if (!LoadStrategy.Of(table.Load).KeepsRows || Find(table.Database, table.Name)?.Location == publication.GoesOnFrom)
            return;
        throw new ProblemException(
            new Problem(
                "GR3243", ProblemKind.Conflict,
                $"Another run has published {table.Database}.{table.Name} while this one added rows to the version before.",
                "Nothing was published. Run once more, or retry the run."));
    }

    void Write(CatalogTable table, string condition) => database.Execute(
        $"""
        INSERT INTO catalog_table ({CatalogRows.Columns}, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (database_name, name) DO UPDATE SET
            location = excluded.location, row_count = excluded.row_count, columns = excluded.columns, lineage = excluded.lineage,
            partition_keys = excluded.partition_keys, load = excluded.load, updated_at = excluded.updated_at
        WHERE {condition}
        """,
        [.. CatalogRows.Values(table), Timestamps.Text(clock.GetUtcNow())]);
}
