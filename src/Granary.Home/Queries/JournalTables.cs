using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Model.Datasets;
using Granary.Platform.Runs;
using Granary.Tables.Reading;

namespace Granary.Home.Queries;

/// <summary>
/// The journal of a home as tables that a query can name. No input of a run and no cause of a failure is among them: these hold what people
/// wrote.
/// </summary>
static class JournalTables
{
    static readonly IReadOnlyList<Column> Runs =
    [
        new("run", new ColumnType.String()),
        new("job_id", new ColumnType.String()),
        new("project", new ColumnType.String()),
        new("environment", new ColumnType.String()),
        new("status", new ColumnType.String()),
        new("outcome", new ColumnType.String()),
        new("started_at", new ColumnType.Timestamp()),
        new("ended_at", new ColumnType.Timestamp()),
        new("error", new ColumnType.String()),
        new("last_state", new ColumnType.String()),
        new("retry_of", new ColumnType.String()),
        new("has_ledger", new ColumnType.Boolean()),
    ];

    static readonly IReadOnlyList<Column> Ledger =
    [
        new("run", new ColumnType.String()),
        new("stage", new ColumnType.String()),
        new("table_name", new ColumnType.String()),
        new("file", new ColumnType.String()),
        new("sha256", new ColumnType.String()),
        new("bytes", new ColumnType.BigInt()),
        new("records", new ColumnType.BigInt()),
        new("rows_skipped", new ColumnType.BigInt()),
        new("rows_read", new ColumnType.BigInt()),
        new("rows_written", new ColumnType.BigInt()),
        new("rows_rejected", new ColumnType.BigInt()),
        new("rows_duplicate", new ColumnType.BigInt()),
        new("rows_derived", new ColumnType.BigInt()),
    ];

    static readonly IReadOnlyList<Column> Versions =
    [
        new("database_name", new ColumnType.String()),
        new("table_name", new ColumnType.String()),
        new("run", new ColumnType.String()),
        new("published_at", new ColumnType.Timestamp()),
        new("rows", new ColumnType.BigInt()),
        new("columns", new ColumnType.BigInt()),
        new("load", new ColumnType.String()),
        new("cursor_column", new ColumnType.String()),
        new("cursor_value", new ColumnType.String()),
        new("is_current", new ColumnType.Boolean()),
        new("location", new ColumnType.String()),
    ];

    public static LedgerTables Of(RunRepository runs, StageRepository stages, LocalCatalog catalog, RejectStore rejects) =>
        new(
            () =>
                [
                    new(
                        "runs", Runs,
                        runs.All()
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
                                    !r.IsLedgerDropped,
                                })),
                    new("ledger", Ledger, stages.Rows()),
                    new(
                        "versions", Versions,
                        catalog.Versions.Kept()
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
            rejects.Folder, () => RejectFiles(stages, rejects));

    static List<string> RejectFiles(StageRepository stages, RejectStore rejects) =>
        [.. stages.WithRejects(runId: null).SelectMany(s => rejects.FilesOf(s.RunId, s.Stage, s.Table))];
}
