using Granary.Home.Storage;
using Granary.Tables.Loading;

namespace Granary.Home.Catalog;

/// <summary>The files whose rows a table holds, <c>loaded_file</c>.</summary>
sealed class LoadedFileRepository(Database database)
{
    /// <returns>Identity of each file, and the run that loaded it.</returns>
    public IReadOnlyDictionary<string, string> Of(string databaseName, string name) =>
        database
            .Query(
                "SELECT identity, run_id FROM loaded_file WHERE database_name = ?1 AND name = ?2", r => (r.GetString(0), r.GetString(1)),
                databaseName, name)
            .ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal);

    /// <summary>Adds the files of a publication, as part of the caller's transaction.</summary>
    public void Add(string runId, Publication publication)
    {
        var table = publication.Table;

        // A table that is replaced holds the rows of the run's files alone.
        if (!LoadStrategy.Of(table.Load).KeepsRows)
            database.Execute("DELETE FROM loaded_file WHERE database_name = ?1 AND name = ?2", table.Database, table.Name);
        database.ExecuteAll(
            "INSERT INTO loaded_file (database_name, name, identity, path, run_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            publication.Loaded.Select(f => new object?[] { table.Database, table.Name, f.Identity, f.Path, runId }));
    }
}
