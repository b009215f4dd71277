using System.Collections.Concurrent;

namespace Granary.States.Tests;

/// <summary>A clock that jumps to the next timer once everything else has come to rest, so that no test sleeps and every run is the same.</summary>
public sealed class FakeClock : TimeProvider
{
    readonly List<FakeTimer> _timers = [];
    readonly Turns _turns = new();
    DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Runs work, with all that follows it, on this thread. Work must not wait for anything but this clock.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_turns);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (!_turns.TakeOne() && !FireNext())
                    throw new InvalidOperationException("The work waits for something that is not this clock.");
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    bool FireNext()
    {
        if (_timers.Where(t => t.Due is not null).MinBy(t => t.Due) is not { } next)
            return false;
        if (next.Due > _now)
            _now = next.Due.Value;
        next.Fire();
        return true;
    }

    sealed class Turns : SynchronizationContext
    {
        readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();

        public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

        public bool TakeOne()
        {
            if (!_queue.TryDequeue(out var turn))
                return false;
            turn.Callback(turn.State);
            return true;
        }
    }

    sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            if (Due is not null)
                clock._timers.Add(this);
            return true;
        }

        public void Fire()
        {
            Dispose();
            callback(state);
        }

        public void Dispose()
        {
            clock._timers.Remove(this);
            Due = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
