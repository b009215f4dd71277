using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>Readers that ask the same question again and again until they are stopped.</summary>
sealed class ReaderLoops : IDisposable
{
    /// <summary>Between two readings, so that readers of a short series leave time to the run that they watch.</summary>
    static readonly TimeSpan Pause = Series.IsLong ? TimeSpan.Zero : TimeSpan.FromMilliseconds(200);

    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentQueue<JsonObject> _rows = new();
    readonly List<Task> _loops;

    public ReaderLoops(Scene scene, string query, int count) =>
        _loops = [.. Enumerable.Range(0, count).Select(_ => ReadAsync(scene, query))];

    public IEnumerable<JsonObject> Rows => _rows;

    /// <summary>Each reader asks at least once more, then ends.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public void Dispose() => _stop.Dispose();

    async Task ReadAsync(Scene scene, string query)
    {
        bool isLast;
        do
        {
            isLast = _stop.IsCancellationRequested;
            foreach (var row in await scene.QueryAsync(query))
                _rows.Enqueue(row);
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!isLast);
    }
}
