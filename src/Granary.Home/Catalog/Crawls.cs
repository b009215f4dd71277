using Granary.Home.Runs;
using Granary.Platform.Catalog;
using Granary.Platform.Stacks;

namespace Granary.Home.Catalog;

/// <summary>The crawls that a run has started. Whoever owns this waits for them.</summary>
/// <remarks>
/// A crawl reads the files of what is catalogued and refreshes the metadata; it never switches the current version.
/// </remarks>
sealed class Crawls(LocalHome home, RunLease lease, CancellationToken cancellationToken)
{
    readonly Dictionary<string, Task<List<string>>> _running = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <summary>Starts the crawls again that were running when the process before this one died.</summary>
    public void Resume()
    {
        foreach (var (id, name) in home.Crawls.Running(lease.RunId))
        {
            lease.Write(() => home.Crawls.Cancel(id));
            if (home.Resources.Find<CrawlerResource>(name) is { } crawler)
                TryStart(crawler);
        }
    }

    /// <returns>False while an earlier crawl of the same crawler is running.</returns>
    public bool TryStart(CrawlerResource crawler)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(crawler.Name, out var earlier) && !earlier.IsCompleted)
                return false;
            lease.Write(() => home.Crawls.Start(lease.RunId, crawler.Name));
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

        home.Crawls.End(lease.RunId, crawler.Name, errors);
        return errors;
    }

    static bool IsTarget(CrawlerResource crawler, CatalogTable table) =>
        table.Database == crawler.Database.Name && crawler.Targets.Any(t => table.Location.StartsWith(t, StringComparison.Ordinal));

    void Refresh(CatalogTable table)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = table.ToPublished(home.Objects).CountRows(lease.TemporaryFolder);
        lease.Write(() => home.Catalog.Refresh(table with { Rows = rows }));
    }
}
