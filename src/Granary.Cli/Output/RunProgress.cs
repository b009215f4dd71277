using System.Collections.Concurrent;
using System.Globalization;
using Granary.Home.Runs;
using Granary.States.History;

namespace Granary.Cli.Output;

/// <summary>Shows a run while it goes on: a line a state, and on a terminal one that moves.</summary>
sealed class RunProgress : IRunObserver, IAsyncDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    readonly Terminal _terminal;
    readonly TimeProvider _clock;
    readonly bool _isSilent;
    readonly Lock _lock = new();
    readonly Dictionary<(string Arn, string State), long> _entered = [];
    readonly ConcurrentDictionary<string, long> _rows = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stop = new();
    readonly Task _moving;
    (string State, long Since)? _current;
    int _shown;

    /// <param name="isSilent">Whether plain lines are unwanted, because somebody reads JSON.</param>
    public RunProgress(Terminal terminal, TimeProvider clock, bool isSilent)
    {
        _terminal = terminal;
        _clock = clock;
        _isSilent = isSilent && !terminal.IsInteractive;
        _moving = terminal.IsInteractive ? MoveAsync() : Task.CompletedTask;
    }

    public void Happened(string executionArn, HistoryEvent happened)
    {
        lock (_lock)
        {
            if (happened.Details is HistoryDetails.StateEntered entered)
            {
                var now = _clock.GetTimestamp();
                _entered[(executionArn, entered.Name)] = now;
                _current = (entered.Name, now);
                _rows.Clear();
                if (happened.Type == HistoryEventType.FailStateEntered)
                    Line(entered.Name, now);
            }
            else if (happened.Details is HistoryDetails.StateExited exited && _entered.Remove((executionArn, exited.Name), out var since))
            {
                Line(exited.Name, since);
                _current = null;
                _rows.Clear();
            }
        }
    }

    public void Read(string table, long rows) => _rows.AddOrUpdate(table, rows, (_, before) => before + rows);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Clear();
        _stop.Dispose();
    }

    void Line(string state, long since)
    {
        if (_isSilent)
            return;
        Clear();
        _terminal.Say(Text(state, since));
    }

    string Text(string state, long since)
    {
        var elapsed = _clock.GetElapsedTime(since).TotalSeconds;
        var rows = _rows.Values.Sum();
        var amount =
            rows == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"  {rows, 14:N0} rows  {rows / Math.Max(elapsed, 0.001), 12:N0} rows/s");
        return $"  {state, -20} {RunText.Seconds(elapsed), 8}{amount}";
    }

    async Task MoveAsync()
    {
        using var timer = new PeriodicTimer(Pace, _clock);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            lock (_lock)
            {
                if (_current is not { } current)
                    continue;
                var text = Text(current.State, current.Since);
                _terminal.Words.Write("\r" + text.PadRight(_shown));
                _shown = text.Length;
            }
        }
    }

    void Clear()
    {
        if (_shown > 0)
            _terminal.Words.Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
    }
}
