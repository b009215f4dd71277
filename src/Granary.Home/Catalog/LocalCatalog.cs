using Granary.Home.Storage;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;

namespace Granary.Home.Catalog;

/// <summary>The tables that readers may see, each with the location of its current version.</summary>
public sealed class LocalCatalog(Database database, TimeProvider clock)
{
    /// <summary>The count of changes of what there is to read.</summary>
    public Changes Changes { get; } = new(database);

    /// <summary>The versions that were published, and those that are kept.</summary>
    public CatalogVersions Versions { get; } = new(database);

    /// <summary>
    /// Turns readers to the versions that a run has made, all at once, and lets go of versions that are no longer to be kept.
    /// </summary>
    /// <exception cref="ProblemException">Readers were turned to another version than the one that a new one goes on from. Nothing was
    /// written.</exception>
    public void Publish(string runId, IReadOnlyList<Publication> publications) => database.Transaction(() =>
    {
        var change = Changes.Next();
        foreach (var publication in publications)
        {
            RequireUnmoved(publication);
            Write(publication.Table, "TRUE");
            Versions.Add(runId, change, Timestamps.Text(clock.GetUtcNow()), publication);
            WriteLoaded(runId, publication);
        }
    });

    /// <summary>Refreshes what is known of a table, unless its readers were turned to another version meanwhile.</summary>
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
    public IReadOnlyList<CatalogTable> PublishedBy(string runId) =>
        database.Query(
            $"SELECT {CatalogRows.Columns} FROM published_table WHERE run_id = ?1 ORDER BY database_name, name", CatalogRows.Read, runId);

    /// <returns>The files whose rows a table holds: identity, and the run that loaded it.</returns>
    public IReadOnlyDictionary<string, string> LoadedFiles(CatalogTable table) =>
        database
            .Query(
                "SELECT identity, run_id FROM loaded_file WHERE database_name = ?1 AND name = ?2", r => (r.GetString(0), r.GetString(1)),
                table.Database, table.Name)
            .ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal);

    void RequireUnmoved(Publication publication)
    {
        var table = publication.Table;
        if (table.Load == LoadMode.Replace || Find(table.Database, table.Name)?.Location == publication.GoesOnFrom)
            return;
        throw new ProblemException(
            new Problem(
                "GR3243", $"Another run has published {table.Database}.{table.Name} while this one added rows to the version before.",
                "Nothing was published. Run once more, or retry the run."));
    }

    void WriteLoaded(string runId, Publication publication)
    {
        var table = publication.Table;

        // What a run fills anew holds the rows of its files alone.
        if (table.Load == LoadMode.Replace)
            database.Execute("DELETE FROM loaded_file WHERE database_name = ?1 AND name = ?2", table.Database, table.Name);
        database.ExecuteAll(
            "INSERT INTO loaded_file (database_name, name, identity, path, run_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            publication.Loaded.Select(f => new object?[] { table.Database, table.Name, f.Identity, f.Path, runId }));
    }

    void Write(CatalogTable table, string condition) => database.Execute(
        $"""
        INSERT INTO catalog_table ({CatalogRows.Columns}, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (database_name, name) DO UPDATE SET location = excluded.location, row_count = excluded.row_count, columns = excluded.columns,
            lineage = excluded.lineage, partition_keys = excluded.partition_keys, load = excluded.load, updated_at = excluded.updated_at
        WHERE {condition}
        """,
        [.. CatalogRows.Values(table), Timestamps.Text(clock.GetUtcNow())]);
}
