using Granary.Home.Storage;

namespace Granary.Home.Pipes;

/// <summary>How far each pipe has read its table's changes. Owns the SQL of pipe.</summary>
sealed class PipePositions(Database database)
{
    public const string Schema = """
        CREATE TABLE pipe (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;

        """;

    /// <returns>The sequence number of the last change that the pipe has handled; null for an unknown pipe.</returns>
    public long? Find(string pipe) =>
        database.Query("SELECT position FROM pipe WHERE name = ?1", r => (long?)r.GetInt64(0), pipe).FirstOrDefault();

    /// <summary>A pipe begins with the changes after this one.</summary>
    public void Begin(string pipe, long position) =>
        database.Execute("INSERT INTO pipe (name, position) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING", pipe, position);

    /// <returns>False when another process was faster.</returns>
    public bool TryAdvance(string pipe, long from, long to) =>
        database.Execute("UPDATE pipe SET position = ?3 WHERE name = ?1 AND position = ?2", pipe, from, to) == 1;

    public void Remove(string pipe) => database.Execute("DELETE FROM pipe WHERE name = ?1", pipe);
}
