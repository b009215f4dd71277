using System.Text.Json;
using Granary.Home.Storage;
using Granary.Tables.Ledger;
using Granary.Tables.Sources;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Runs;

/// <summary>
/// The ledger: the row accounts of every stage and table of a run, <c>stage</c>, and of each source unit, <c>stage_file</c>.
/// </summary>
sealed class StageRepository(Database database, RejectStore rejects)
{
    /// <summary>Writes the account of a stage and table, and keeps its rejected rows.</summary>
    public void Record(string runId, StageAccount account) => database.Transaction(() =>
    {
        rejects.Keep(runId, account);
        database.Execute(
            "DELETE FROM stage_file WHERE run_id = ?1 AND stage = ?2 AND table_name = ?3", runId, account.Stage, account.Table);
        database.Execute(
            """
            INSERT OR REPLACE INTO stage (run_id, sequence, stage, table_name, location, seconds, rows_read, rows_written, rows_rejected,
                rows_duplicate, rows_derived, notes)
            VALUES (?1, (SELECT count(*) FROM stage WHERE run_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """,
            runId, account.Stage, account.Table, account.Location, account.Elapsed.TotalSeconds, account.Read, account.Written,
            account.Rejected, account.Duplicate, account.Derived,
            JsonSerializer.Serialize(account.Notes, StoredJson.Default.IReadOnlyListString));
        database.ExecuteAll(
            "INSERT INTO stage_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            account.Sources.Select(f => new object?[]
            {
                runId, account.Stage, account.Table, f.Source.Name, f.Sha256, f.Bytes, f.Records, f.Skipped, f.Read, f.Written, f.Rejected,
                f.Duplicate, (f.Source as SourceUnit.ArchiveMember)?.Member,
            }));
    });

    /// <summary>Removes the ledger of a run, as part of the caller's transaction.</summary>
    public void Delete(string runId)
    {
        database.Execute("DELETE FROM stage_file WHERE run_id = ?1", runId);
        database.Execute("DELETE FROM stage WHERE run_id = ?1", runId);
    }

    /// <returns>The stages and tables with rejected rows, by run and in the order the stages ended.</returns>
    /// <param name="runId">Null for all runs.</param>
    public IReadOnlyList<(string RunId, string Stage, string Table)> WithRejects(string? runId) => database.Query(
        """
        SELECT run_id, stage, table_name FROM stage WHERE rows_rejected > 0 AND (?1 IS NULL OR run_id = ?1) ORDER BY run_id, sequence
        """,
        r => (r.GetString(0), r.GetString(1), r.GetString(2)), runId);

    /// <returns>A row for each file; one without a file where an author's SQL made the rows. Run, stage, table, path, SHA-256, bytes,
    /// records, rows skipped, read, written, rejected, duplicate and derived.</returns>
    public IReadOnlyList<object?[]> Rows() => database.Query(
        """
        SELECT s.run_id, s.stage, s.table_name, f.path, f.sha256, f.bytes, f.records, f.rows_skipped, f.rows_read, f.rows_written,
            f.rows_rejected, f.rows_duplicate, s.rows_derived
        FROM stage s LEFT JOIN stage_file f USING (run_id, stage, table_name) ORDER BY s.run_id, s.sequence, f.path
        """,
        Values);

    /// <returns>In the order the stages ended.</returns>
    public IReadOnlyList<StageAccount> Of(string runId)
    {
        var files = FilesOf(runId);
        return database.Query(
            "SELECT stage, table_name, location, seconds, rows_derived, notes FROM stage WHERE run_id = ?1 ORDER BY sequence",
            r => new StageAccount(
                r.GetString(0), r.GetString(1), r.GetString(2), TimeSpan.FromSeconds(r.GetDouble(3)),
                r.IsDBNull(4) ? null : r.GetInt64(4), [.. files[(r.GetString(0), r.GetString(1))]],
                JsonSerializer.Deserialize(r.GetString(5), StoredJson.Default.IReadOnlyListString)!),
            runId);
    }

    ILookup<(string Stage, string Table), SourceAccount> FilesOf(string runId) =>
        database.Query(
            """
            SELECT stage, table_name, path, sha256, bytes, records, rows_skipped, rows_read, rows_written, rows_rejected, rows_duplicate,
                member
            FROM stage_file WHERE run_id = ?1 ORDER BY path
            """,
            r => (Key: (r.GetString(0), r.GetString(1)), Account: new SourceAccount(
                SourceOf(r.GetString(2), r.IsDBNull(11) ? null : r.GetString(11)), r.GetString(3), r.GetInt64(4),
                r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9), r.GetInt64(10))),
            runId)
        .ToLookup(f => f.Key, f => f.Account);

    /// <param name="member">The end of the name that is a member's of an archive, or null.</param>
    static SourceUnit SourceOf(string name, string? member) => member is null
        ? new SourceUnit.WholeFile(name)
        : new SourceUnit.ArchiveMember(name[..^(member.Length + 1)], member);

    static object?[] Values(SqliteDataReader row)
    {
        var values = new object?[row.FieldCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return values;
    }
}
