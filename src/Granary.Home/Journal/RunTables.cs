using Granary.Model.Datasets;
using Granary.Platform.Runs;
using Granary.Tables.Reading;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Journal;

/// <summary>
/// The journal of a home as tables that a query can name. No input of a run and no cause of a failure is among them: these hold what people
/// wrote.
/// </summary>
public static class RunTables
{
    static readonly IReadOnlyList<(string, string)> Runs =
    [
        ("run", "string"),
        ("job_id", "string"),
        ("project", "string"),
        ("environment", "string"),
        ("status", "string"),
        ("outcome", "string"),
        ("started_at", "timestamp"),
        ("ended_at", "timestamp"),
        ("error", "string"),
        ("last_state", "string"),
        ("retry_of", "string"),
        ("has_ledger", "boolean"),
    ];

    static readonly IReadOnlyList<(string, string)> Ledger =
    [
        ("run", "string"),
        ("stage", "string"),
        ("table_name", "string"),
        ("file", "string"),
        ("sha256", "string"),
        ("bytes", "bigint"),
        ("records", "bigint"),
        ("rows_skipped", "bigint"),
        ("rows_read", "bigint"),
        ("rows_written", "bigint"),
        ("rows_rejected", "bigint"),
        ("rows_duplicate", "bigint"),
        ("rows_derived", "bigint"),
    ];

    static readonly IReadOnlyList<(string, string)> Versions =
    [
        ("database_name", "string"),
        ("table_name", "string"),
        ("run", "string"),
        ("published_at", "timestamp"),
        ("rows", "bigint"),
        ("columns", "bigint"),
        ("load", "string"),
        ("cursor_column", "string"),
        ("cursor_value", "string"),
        ("is_current", "boolean"),
        ("location", "string"),
    ];

    public static LedgerTables Of(LocalHome home) =>
        new(
            () =>
                [
                    new(
                        "runs", Runs,
                        home.Runs.All()
                            .Select(r =>
                                new object?[]
                                {
                                    r.RunId,
                                    r.JobId,
                                    r.Project,
                                    r.Environment,
                                    r.Status.Text(),
                                    r.Outcome?.ToString(),
                                    r.StartedAt,
                                    r.EndedAt,
                                    r.Error,
                                    r.LastState,
                                    r.RetryOf,
                                    !home.Runs.IsLedgerDropped(r.RunId),
                                })),
                    new("ledger", Ledger, LedgerRows(home)),
                    new(
                        "versions", Versions,
                        home.Catalog.Versions.Kept()
                            .Select(v =>
                                new object?[]
                                {
                                    v.Table.Database,
                                    v.Table.Name,
                                    v.RunId,
                                    v.PublishedAt,
                                    v.Table.Rows,
                                    (long)v.Table.Columns.Count,
                                    v.Table.Load.Text(),
                                    v.Cursor?.Column,
                                    v.Cursor?.Value,
                                    v.IsCurrent,
                                    v.Table.Location,
                                })),
                ],
            home.Rejects.Folder, () => RejectFiles(home));

    /// <summary>A row for each file; one without a file where an author's SQL made the rows.</summary>
    static List<object?[]> LedgerRows(LocalHome home) => home.Database.Query(
        """
        SELECT s.run_id, s.stage, s.table_name, f.path, f.sha256, f.bytes, f.records, f.rows_skipped, f.rows_read, f.rows_written, f.rows_rejected, f.rows_duplicate, s.rows_derived
        FROM stage s LEFT JOIN stage_file f USING (run_id, stage, table_name) ORDER BY s.run_id, s.sequence, f.path
        """,
        Values);

    static object?[] Values(SqliteDataReader row)
    {
        var values = new object?[row.FieldCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return values;
    }

    static List<string> RejectFiles(LocalHome home) =>
        [
            .. home
                .Database.Query(
                    "SELECT run_id, stage, table_name FROM stage WHERE rows_rejected > 0 ORDER BY run_id, sequence",
                    r => home.Rejects.FilesOf(r.GetString(0), r.GetString(1), r.GetString(2)))
                .SelectMany(files => files),
        ];
}
