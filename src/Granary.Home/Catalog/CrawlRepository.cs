using Granary.Home.Storage;
using Granary.Platform.Runs;

namespace Granary.Home.Catalog;

/// <summary>The crawls that runs have started, <c>crawl</c>.</summary>
sealed class CrawlRepository(Database database, TimeProvider clock)
{
    public void Start(string runId, string crawler) => database.Execute(
        "INSERT INTO crawl (crawler, run_id, state, started_at) VALUES (?1, ?2, 'RUNNING', ?3)", crawler, runId, Now());

    /// <summary>Ends the running crawl of a run.</summary>
    /// <param name="errors">Empty when it succeeded.</param>
    public void End(string runId, string crawler, IReadOnlyList<string> errors) => database.Execute(
        "UPDATE crawl SET state = ?3, ended_at = ?4, error = ?5 WHERE crawler = ?1 AND run_id = ?2 AND state = 'RUNNING'",
        crawler, runId, errors.Count == 0 ? "SUCCEEDED" : "FAILED", Now(), errors.Count == 0 ? null : string.Join("\n", errors));

    /// <returns>The running crawls of a run, and their crawlers.</returns>
    public IReadOnlyList<(long Id, string Crawler)> Running(string runId) => database.Query(
        "SELECT id, crawler FROM crawl WHERE run_id = ?1 AND state = 'RUNNING'", r => (r.GetInt64(0), r.GetString(1)), runId);

    public void Cancel(long id) => database.Execute("UPDATE crawl SET state = 'CANCELLED' WHERE id = ?1", id);

    public void CancelAll(string runId) =>
        database.Execute("UPDATE crawl SET state = 'CANCELLED' WHERE run_id = ?1 AND state = 'RUNNING'", runId);

    /// <returns>The last crawl of a crawler, of any run; null when there was none.</returns>
    public (string State, DateTimeOffset Started, string? Error)? Last(string crawler) =>
        database.Query(
            "SELECT state, started_at, error FROM crawl WHERE crawler = ?1 ORDER BY id DESC LIMIT 1",
            r => (r.GetString(0), Timestamps.Read(r.GetString(1)), r.IsDBNull(2) ? null : r.GetString(2)), crawler) is [var last]
            ? last
            : null;

    string Now() => Timestamps.Text(clock.GetUtcNow());
}
