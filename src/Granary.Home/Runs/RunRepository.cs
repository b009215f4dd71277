using Granary.Home.Catalog;
using Granary.Home.Storage;
using Granary.Platform.Runs;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Runs;

/// <summary>The runs of a home, <c>run</c>, with their leases.</summary>
sealed class RunRepository(Database database, TimeProvider clock)
{
    const string Columns =
        "run_id, sequence, project, environment, execution_arn, status, outcome, job_id, started_at, ended_at, error, cause, last_state, "
        + "lease_number, lease_until, concurrency_key, begun_at, retry_of, ledger_dropped IS NOT NULL, concurrency_limit";

    /// <summary>A query of SQL: the ids of the runs that have ended.</summary>
    public const string EndedIds = "SELECT run_id FROM run WHERE status <> 'RUNNING'";

    public void Start(NewRun run, long leaseNumber, long leaseUntil) => database.Execute(
        """
        INSERT INTO run (run_id, sequence, project, environment, execution_arn, status, started_at, request, concurrency_key,
            concurrency_limit, retry_of, lease_number, lease_until)
        VALUES (?1, (SELECT coalesce(max(sequence), 0) + 1 FROM run), ?2, ?3, ?4, 'RUNNING', ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """,
        run.RunId, run.Project, run.Environment, run.ExecutionArn, Timestamps.Text(clock.GetUtcNow()), run.Request, run.Concurrency?.Key,
        run.Concurrency?.Limit, run.RetryOf, leaseNumber, leaseUntil);

    /// <summary>Begins a run if it is its turn: fewer runs of its key are running than may, and none waits before it.</summary>
    /// <returns>Whether it may run.</returns>
    public bool TryBegin(string runId) =>
        database.Execute(
            """
            UPDATE run SET begun_at = coalesce(begun_at, ?2) WHERE run_id = ?1 AND (begun_at IS NOT NULL OR concurrency_key IS NULL
                OR (concurrency_limit > (SELECT count(*) FROM run o
                        WHERE o.concurrency_key = run.concurrency_key AND o.status = 'RUNNING' AND o.begun_at IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM run o
                        WHERE o.concurrency_key = run.concurrency_key AND o.status = 'RUNNING' AND o.begun_at IS NULL
                            AND o.sequence < run.sequence)))
            """,
            runId, Timestamps.Text(clock.GetUtcNow())) == 1;

    /// <summary>Gives a run to a new owner, unless another one was faster or its status has changed.</summary>
    /// <param name="run">The run as the caller has read it.</param>
    /// <param name="number">Of the new lease.</param>
    /// <param name="now">Milliseconds since 1970, like <paramref name="until"/>.</param>
    /// <returns>Whether the caller is the owner now.</returns>
    public bool TryTake(RunRecord run, long number, long now, long until) =>
        database.Execute(
            """
            UPDATE run SET lease_number = ?2, lease_until = ?3, idle_ms = idle_ms + max(0, ?4 - lease_until)
            WHERE run_id = ?1 AND lease_number = ?5 AND status = ?6
            """,
            run.RunId, number, until, now, run.LeaseNumber, run.Status.Text()) == 1;

    public void RenewLease(string runId, long number, long until) =>
        database.Execute("UPDATE run SET lease_until = ?3 WHERE run_id = ?1 AND lease_number = ?2", runId, number, until);

    /// <returns>The number of the run's newest lease, and whether somebody has asked the run to stop.</returns>
    public (long Number, bool IsStopRequested) LeaseOf(string runId) =>
        database.Query(
            "SELECT lease_number, stop_requested FROM run WHERE run_id = ?1", r => (r.GetInt64(0), r.GetInt64(1) != 0), runId)[0];

    /// <returns>The runs that this one waits for, the running ones first.</returns>
    public IReadOnlyList<RunRecord> Before(RunRecord run) =>
        run.BegunAt is not null || run.Concurrency is null
            ? []
            :
            [
                .. Open()
                    .Where(o =>
                        o.Concurrency?.Key == run.Concurrency.Key
                        && o.RunId != run.RunId
                        && (o.BegunAt is not null || o.Sequence < run.Sequence))
                    .OrderBy(o => o.BegunAt is null)
                    .ThenBy(o => o.Sequence),
            ];

    /// <summary>Asks whoever works on the run to stop.</summary>
    public void RequestStop(string runId) =>
        database.Execute("UPDATE run SET stop_requested = 1 WHERE run_id = ?1 AND status = 'RUNNING'", runId);

    /// <summary>Makes a run that has ended a running one.</summary>
    public void Reopen(string runId) => database.Execute(
        """
        UPDATE run SET status = 'RUNNING', outcome = NULL, ended_at = NULL, error = NULL, cause = NULL, last_state = NULL,
            begun_at = NULL, stop_requested = 0
        WHERE run_id = ?1
        """,
        runId);

    /// <returns>The other runs of a project and environment that ended before a moment, of which no version is kept.</returns>
    /// <param name="before">As the journal stores times.</param>
    public IReadOnlyList<string> WithOldLedger(RunRecord run, string before) => database.Query(
        $"""
        SELECT run_id FROM run
        WHERE project = ?1 AND environment = ?2 AND run_id <> ?3 AND status <> 'RUNNING' AND ended_at < ?4 AND ledger_dropped IS NULL
            AND NOT {VersionRepository.IsAnyKeptOf("run.run_id")}
        """,
        r => r.GetString(0), run.Project, run.Environment, run.RunId, before);

    /// <param name="change">At which the ledger and the rejected rows of the run expired.</param>
    public void SetLedgerDropped(string runId, long change) =>
        database.Execute("UPDATE run SET ledger_dropped = ?2 WHERE run_id = ?1", runId, change);

    /// <returns>The runs whose ledger has expired, and the change at which it did.</returns>
    public IReadOnlyList<(string RunId, long Change)> LedgersDropped() => database.Query(
        "SELECT run_id, ledger_dropped FROM run WHERE ledger_dropped IS NOT NULL", r => (r.GetString(0), r.GetInt64(1)));

    public string RequestOf(string runId) => database.Query("SELECT request FROM run WHERE run_id = ?1", r => r.GetString(0), runId)[0];

    /// <summary>How long nobody worked on it.</summary>
    public TimeSpan IdleOf(string runId) =>
        TimeSpan.FromMilliseconds(database.Query("SELECT idle_ms FROM run WHERE run_id = ?1", r => r.GetInt64(0), runId)[0]);

    public void SetJobId(string runId, string jobId) =>
        database.Execute("UPDATE run SET job_id = ?2 WHERE run_id = ?1 AND job_id IS NULL", runId, jobId);

    /// <summary>Ends a run that is still open; the first end stands.</summary>
    public void End(string runId, RunStatus status, RunOutcome outcome, string? error, string? cause, string? lastState) =>
        database.Execute(
            """
            UPDATE run SET status = ?2, outcome = ?3, ended_at = ?4, error = ?5, cause = ?6, last_state = ?7
            WHERE run_id = ?1 AND status = 'RUNNING'
            """,
            runId, status.Text(), outcome.ToString(), Timestamps.Text(clock.GetUtcNow()), error, cause, lastState);

    public RunRecord Get(string runId) => Find("run_id = ?1", runId)[0];

    /// <returns>The run of an execution; null when there is none.</returns>
    public RunRecord? FindByExecution(string arn) => Find("execution_arn = ?1", arn) is [var found, ..] ? found : null;

    /// <param name="before">The sequence of a run; it and later ones are left out.</param>
    /// <returns>At most so many runs, the newest first.</returns>
    public IReadOnlyList<RunRecord> Page(long before, int size) =>
        database.Query($"SELECT {Columns} FROM run WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2", Read, before, size);

    /// <returns>All runs, the newest first.</returns>
    public IReadOnlyList<RunRecord> All() => Find("true");

    public IReadOnlyList<RunRecord> Open() => Find("status = 'RUNNING'");

    /// <param name="name">A run's id or a beginning of it that no other has, its execution's ARN, <c>@last</c> or
    /// <c>@last-failed</c>.</param>
    /// <returns>No run, the run, or all runs whose id begins so.</returns>
    public IReadOnlyList<RunRecord> Named(string name) => name switch
    {
        "@last" => Find("sequence = (SELECT max(sequence) FROM run)"),
        "@last-failed" => Find("sequence = (SELECT max(sequence) FROM run WHERE status NOT IN ('RUNNING', 'SUCCEEDED'))"),
        _ => Find("run_id = ?1 OR execution_arn = ?1 OR job_id = ?1", name) is { Count: > 0 } exact
            ? exact
            : Find("substr(run_id, 1, length(?1)) = ?1 OR substr(job_id, 1, length(?1)) = ?1", name),
    };

    List<RunRecord> Find(string condition, params ReadOnlySpan<object?> parameters) =>
        database.Query($"SELECT {Columns} FROM run WHERE {condition} ORDER BY sequence DESC", Read, parameters);

    static RunRecord Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        RunStatusText.Status(row.GetString(5)),
        Text(row, 6) is { } outcome ? Enum.Parse<RunOutcome>(outcome) : null,
        Text(row, 7),
        Timestamps.Read(row.GetString(8)),
        Text(row, 9) is { } ended ? Timestamps.Read(ended) : null,
        Text(row, 10),
        Text(row, 11),
        Text(row, 12),
        row.GetInt64(13),
        row.GetInt64(14),
        Text(row, 15) is { } key ? new(key, row.IsDBNull(19) ? 1 : row.GetInt32(19)) : null,
        Text(row, 16) is { } begun ? Timestamps.Read(begun) : null,
        Text(row, 17),
        row.GetBoolean(18));

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
