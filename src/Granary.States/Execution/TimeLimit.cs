namespace Granary.States.Execution;

/// <summary>Cancels after any time, also after one that is longer than a timer can be set to.</summary>
sealed class TimeLimit : IDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>
    /// Limits beyond this need no timer before there is something to wait for: setting one takes longer than ten states do.
    /// </summary>
    static readonly TimeSpan Far = TimeSpan.FromHours(1);

    readonly CancellationTokenSource _source = new();
    readonly Lock _lock = new();
    readonly TimeProvider _clock;
    readonly TimeSpan _time;
    ITimer? _timer;
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
        if (_time < Far)
            Arm();
    }

    public CancellationToken Token => _source.Token;

    public bool IsReached => _source.IsCancellationRequested;

    /// <summary>Makes sure that the end of the time is noticed. Called before anything is waited for.</summary>
    public void Arm()
    {
        lock (_lock)
        {
            if (_isOver || _timer is not null || _end == default)
                return;
            _timer = _clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Set(_end - _clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>Lets the time begin anew.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            if (_isOver || _end == default)
                return;
            _end = _clock.GetUtcNow() + _time;
            if (_timer is not null)
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
