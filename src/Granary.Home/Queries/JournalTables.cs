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
