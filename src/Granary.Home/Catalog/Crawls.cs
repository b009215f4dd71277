using Granary.Home.Journal;
using Granary.Home.Storage;
using Granary.Platform.Catalog;
using Granary.Platform.Stacks;

namespace Granary.Home.Catalog;

/// <summary>The crawls that a run has started. Whoever owns this waits for them.</summary>
/// <remarks>
/// A crawl looks at the files of what is catalogued and writes down what it finds; it never turns readers to another version.
/// </remarks>
public sealed class Crawls(LocalHome home, RunLease lease, CancellationToken cancellationToken)
{
    readonly Dictionary<string, Task<List<string>>> _running = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <summary>Begins the crawls anew that were going on when the process before this one died.</summary>
    public void Resume()
    {
        var open = home.Database.Query(
            "SELECT id, crawler FROM crawl WHERE run_id = ?1 AND state = 'RUNNING'", r => (Id: r.GetInt64(0), Crawler: r.GetString(1)),
            lease.RunId);
        foreach (var (id, name) in open)
        {
            lease.Write(() => home.Database.Execute("UPDATE crawl SET state = 'CANCELLED' WHERE id = ?1", id));
            if (home.Resources.Find<CrawlerResource>(name) is { } crawler)
                TryStart(crawler);
        }
    }

    /// <returns>False while an earlier crawl of the same crawler goes on.</returns>
    public bool TryStart(CrawlerResource crawler)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(crawler.Name, out var earlier) && !earlier.IsCompleted)
                return false;
            var started = home.Clock.GetUtcNow();
            lease.Write(() =>
                home.Database.Execute(
                    "INSERT INTO crawl (crawler, run_id, state, started_at) VALUES (?1, ?2, 'RUNNING', ?3)", crawler.Name, lease.RunId,
                    Timestamps.Text(started)));
            _running[crawler.Name] = Task.Run(() => Crawl(crawler), cancellationToken);
            return true;
        }
    }

    /// <returns>What went wrong, a table at a time; nothing when all went well.</returns>
    public async Task<IReadOnlyList<string>> WaitAsync()
    {
        Task<List<string>>[] all;
        lock (_lock)
            all = [.. _running.Values];
        return [.. (await Task.WhenAll(all)).SelectMany(errors => errors)];
    }

    List<string> Crawl(CrawlerResource crawler)
    {
        var errors = new List<string>();
        using var reading = CatalogReading.Begin(home);
        foreach (var table in reading.Tables().Where(t => IsTarget(crawler, t)))
        {
            try
            {
                Refresh(table);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A table that cannot be read fails the crawl, not the tables beside it.
                errors.Add($"{table.Database}.{table.Name}: {e.Message}");
            }
        }

        home.Database.Execute(
            "UPDATE crawl SET state = ?3, ended_at = ?4, error = ?5 WHERE crawler = ?1 AND run_id = ?2 AND state = 'RUNNING'",
            crawler.Name,
            lease.RunId,
            errors.Count == 0 ? "SUCCEEDED" : "FAILED",
            Timestamps.Text(home.Clock.GetUtcNow()),
            errors.Count == 0 ? null : string.Join("\n", errors));
        return errors;
    }

    static bool IsTarget(CrawlerResource crawler, CatalogTable table) =>
        table.Database == crawler.Database && crawler.Targets.Any(t => table.Location.StartsWith(t, StringComparison.Ordinal));

    void Refresh(CatalogTable table)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = table.ToPublished(home.Objects).CountRows(lease.TemporaryFolder);
        lease.Write(() => home.Catalog.Refresh(table with { Rows = rows }));
    }
}
