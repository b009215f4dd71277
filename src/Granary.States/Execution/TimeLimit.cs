namespace Granary.States.Execution;

/// <summary>Cancels after any time, also after one that is longer than a timer can be set to.</summary>
sealed class TimeLimit : IDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    readonly CancellationTokenSource _source = new();
    readonly Lock _lock = new();
    readonly TimeProvider _clock;
    readonly TimeSpan _time;
    readonly ITimer? _timer;
    DateTimeOffset _end;
    bool _isOver;

    /// <param name="time">Null for no limit.</param>
    public TimeLimit(TimeSpan? time, TimeProvider clock)
    {
        _clock = clock;
        if (time is null)
            return;
        _time = time.Value;
        _end = clock.GetUtcNow() + _time;
        _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Set(_time);
    }

    public CancellationToken Token => _source.Token;

    public bool IsReached => _source.IsCancellationRequested;

    /// <summary>Lets the time begin anew.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            if (_isOver || _timer is null)
                return;
            _end = _clock.GetUtcNow() + _time;
            Set(_time);
        }
    }

    /// <remarks>The source stays: a timer that fires at this moment may still cancel it, and nobody listens any more.</remarks>
    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _timer?.Dispose();
    }

    void Look()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            if (_end - _clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                Set(left);
                return;
            }

            _isOver = true;
        }

        _source.Cancel();
    }

    void Set(TimeSpan time) => _timer!.Change(time < Longest ? time : Longest, Timeout.InfiniteTimeSpan);
}
