using Granary.Home.Storage;
using Granary.Platform.Runs;

namespace Granary.Home.Runs;

/// <summary>The job runs of a home, <c>job_run</c>, and the slots that limit how many of a job run at once, <c>job_slot</c>.</summary>
sealed class JobRunRepository(Database database, TimeProvider clock)
{
    /// <param name="jobId">What the pipeline calls the run; null when the job is not given it.</param>
    /// <param name="arguments">Of this run alone; JSON text.</param>
    public void Start(string id, string runId, string job, string? jobId, string arguments) => database.Execute(
        """
        INSERT OR REPLACE INTO job_run (id, run_id, job, job_id, state, started_at, arguments) VALUES (?1, ?2, ?3, ?4, 'RUNNING', ?5, ?6)
        """,
        id, runId, job, jobId, Now(), arguments);

    public void End(string id, string state, string? error) => database.Execute(
        "UPDATE job_run SET state = ?2, error = ?3, ended_at = ?4 WHERE id = ?1", id, state, error, Now());

    /// <summary>Stops the job runs of a run that its process has left.</summary>
    public void StopAll(string runId) =>
        database.Execute("UPDATE job_run SET state = 'STOPPED' WHERE run_id = ?1 AND state = 'RUNNING'", runId);

    public JobRunRecord? Find(string id, string job) =>
        database.Query(
            "SELECT state, started_at, ended_at, error, arguments FROM job_run WHERE id = ?1 AND job = ?2",
            r => new JobRunRecord(
                r.GetString(0), Timestamps.Read(r.GetString(1)), r.IsDBNull(2) ? null : Timestamps.Read(r.GetString(2)),
                r.IsDBNull(3) ? null : r.GetString(3), r.GetString(4)),
            id, job) is [var found]
            ? found
            : null;

    /// <summary>
    /// Takes a slot of a job for a task, as part of the caller's transaction. A task that is retried after its process died has its slot
    /// already; slots of runs that have ended are free.
    /// </summary>
    /// <returns>How many slots of the job are taken now.</returns>
    public int TakeSlot(string job, string executionArn, long eventId)
    {
        database.Execute($"DELETE FROM job_slot WHERE job = ?1 AND execution_arn IN ({ExecutionRepository.OfEndedRuns})", job);
        database.Execute(
            "INSERT OR IGNORE INTO job_slot (job, execution_arn, event_id) VALUES (?1, ?2, ?3)", job, executionArn, eventId);
        return database.Query("SELECT count(*) FROM job_slot WHERE job = ?1", r => r.GetInt32(0), job)[0];
    }

    public void FreeSlot(string job, string executionArn, long eventId) => database.Execute(
        "DELETE FROM job_slot WHERE job = ?1 AND execution_arn = ?2 AND event_id = ?3", job, executionArn, eventId);

    string Now() => Timestamps.Text(clock.GetUtcNow());
}

/// <summary>One start of a job.</summary>
/// <param name="Arguments">Of this run alone; JSON text.</param>
/// <param name="State">As Glue writes it: <c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>STOPPED</c>, <c>TIMEOUT</c>.</param>
sealed record JobRunRecord(string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error, string Arguments);
