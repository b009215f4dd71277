using System.Collections.Concurrent;

namespace Granary.States.Clocks;

/// <summary>
/// A clock that jumps to the next timer once everything else has come to rest: waits, pauses and time limits take no time and are recorded
/// as if they had.
/// </summary>
/// <param name="start">The time that it shows at first.</param>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    readonly PriorityQueue<(VirtualTimer Timer, long Setting), (DateTimeOffset Due, long Setting)> _due = new();
    readonly Turns _turns = new();
    DateTimeOffset _now = start;
    long _settings;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Runs work, with all that follows it, on this thread. Work must not wait for anything but this clock.</summary>
    /// <exception cref="InvalidOperationException">The work waits for something else.</exception>
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
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Of timers for one moment, the one that was set first goes first.</summary>
    bool FireNext()
    {
        while (_due.TryDequeue(out var next, out var priority))
        {
            if (next.Timer.Setting != next.Setting)
                continue; // set anew, or stopped, since
            if (priority.Due > _now)
                _now = priority.Due;
            next.Timer.Fire();
            return true;
        }

        return false;
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

    sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>Which setting of a timer this one is waiting for; null when it waits for none.</summary>
        public long? Setting { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Setting = null;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            var setting = ++clock._settings;
            Setting = setting;
            clock._due.Enqueue((this, setting), (clock._now + dueTime, setting));
            return true;
        }

        public void Fire()
        {
            Setting = null;
            callback(state);
        }

        public void Dispose() => Setting = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
