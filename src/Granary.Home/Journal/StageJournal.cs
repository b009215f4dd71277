using System.Text.Json;
using Granary.Home.Storage;
using Granary.Tables.Ledger;

namespace Granary.Home.Journal;

/// <summary>The ledger: the row accounts of every stage, table and file of a run.</summary>
public sealed class StageJournal(Database database, KeptRejects rejects)
{
    /// <summary>Writes the account of a stage and table, and keeps the rows that it has set aside.</summary>
    public void Record(string runId, StageAccount account) =>
        database.Transaction(() =>
        {
            rejects.Keep(runId, account);
            database.Execute(
                "DELETE FROM stage_file WHERE run_id = ?1 AND stage = ?2 AND table_name = ?3",
                runId,
                account.Stage,
                account.Table);
            database.Execute(
                """
                INSERT OR REPLACE INTO stage (run_id, sequence, stage, table_name, location, seconds, rows_read, rows_written, rows_rejected, rows_duplicate, rows_derived, notes)
                VALUES (?1, (SELECT count(*) FROM stage WHERE run_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                """,
                runId,
                account.Stage,
                account.Table,
                account.Location,
                account.Elapsed.TotalSeconds,
                account.Read,
                account.Written,
                account.Rejected,
                account.Duplicate,
                account.Derived,
                JsonSerializer.Serialize(account.Notes, StoredJson.Default.IReadOnlyListString));
            foreach (var file in account.Files)
            {
                database.Execute(
                    "INSERT INTO stage_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                    runId,
                    account.Stage,
                    account.Table,
                    file.Path,
                    file.Sha256,
                    file.Bytes,
                    file.Records,
                    file.Skipped,
                    file.Read,
                    file.Written,
                    file.Rejected,
                    file.Duplicate);
            }
        });

    /// <returns>In the order the stages ended.</returns>
    public IReadOnlyList<StageAccount> Of(string runId)
    {
        var files = database
            .Query(
                """
                SELECT stage, table_name, path, sha256, bytes, records, rows_skipped, rows_read, rows_written, rows_rejected, rows_duplicate
                FROM stage_file WHERE run_id = ?1 ORDER BY path
                """,
                r =>
                    (
                        Stage: r.GetString(0),
                        Table: r.GetString(1),
                        Account: new FileAccount(
                            r.GetString(2),
                            r.GetString(3),
                            r.GetInt64(4),
                            r.GetInt64(5),
                            r.GetInt64(6),
                            r.GetInt64(7),
                            r.GetInt64(8),
                            r.GetInt64(9),
                            r.GetInt64(10))),
                runId)
            .ToLookup(f => (f.Stage, f.Table), f => f.Account);
        return database.Query(
            "SELECT stage, table_name, location, seconds, rows_derived, notes FROM stage WHERE run_id = ?1 ORDER BY sequence",
            r => new StageAccount(
                r.GetString(0),
                r.GetString(1),
                r.GetString(2),
                TimeSpan.FromSeconds(r.GetDouble(3)),
                r.IsDBNull(4) ? null : r.GetInt64(4),
                [.. files[(r.GetString(0), r.GetString(1))]],
                JsonSerializer.Deserialize(r.GetString(5), StoredJson.Default.IReadOnlyListString)!),
            runId);
    }
}
