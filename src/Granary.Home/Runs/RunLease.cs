using Granary.Home.Storage;
using Granary.Platform.Runs;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Runs;

/// <summary>
/// The right to work on a run, which one process has at a time. Each taking of it has a number; what a process with an older number wants
/// to write is refused. A process that is gone, or that did not renew its lease in time, can be followed by another one.
/// </summary>
sealed class RunLease : IAsyncDisposable
{
    /// <summary>How long a process may be silent. Those of one machine share one clock.</summary>
    static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    /// <summary>How often it looks whether somebody wants the run to stop.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    readonly LocalHome _home;
    readonly OwnerLock _alive;
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _end = new();
    readonly Task _watching;

    RunLease(LocalHome home, string runId, long number, OwnerLock alive)
    {
        (_home, RunId, Number, _alive) = (home, runId, number, alive);
        Directory.CreateDirectory(TemporaryFolder);
        _watching = WatchAsync();
    }

    public string RunId { get; }

    /// <summary>Counts the takings of a run from 1.</summary>
    public long Number { get; }

    /// <summary>For what need not outlive the lease; there as long as it is held.</summary>
    public string TemporaryFolder => TemporaryFolderOf(_home, RunId, Number);

    /// <summary>Cancelled when somebody asks the run to stop, and when the lease is lost.</summary>
    public CancellationToken Stop => _stop.Token;

    public bool IsLost { get; private set; }

    /// <summary>Writes a new run and takes it.</summary>
    /// <param name="insert">Writes the row, with this number and this end of the lease.</param>
    public static RunLease Begin(LocalHome home, string runId, Action<long, long> insert)
    {
        // The lock comes before the row: whoever sees the run can tell whether its owner lives.
        var alive = OwnerLock.TakeNew(LockFile(home.Files, runId, 1));
        try
        {
            insert(1, Now() + (long)Length.TotalMilliseconds);
            return new(home, runId, 1, alive);
        }
        catch
        {
            File.Delete(LockFile(home.Files, runId, 1));
            alive.Dispose();
            throw;
        }
    }

    /// <summary>Takes a run whose owner is gone or silent, or that has ended.</summary>
    /// <param name="change">What is written together with the taking; null for nothing.</param>
    /// <returns>Null when the run has an owner, or another process was faster.</returns>
    public static RunLease? TryTake(LocalHome home, RunRecord run, Action? change = null)
    {
        if (run.Status == RunStatus.Running && HasOwner(home.Files, run))
            return null;
        var number = run.LeaseNumber + 1;
        var alive = OwnerLock.TryTake(LockFile(home.Files, run.RunId, number));
        if (alive is null)
            return null;
        var taken = false;
        home.Database.Transaction(() =>
        {
            taken = home.Runs.TryTake(run, number, Now(), Now() + (long)Length.TotalMilliseconds);
            if (taken)
                change?.Invoke();
        });
        if (!taken)
        {
            alive.Dispose();
            return null;
        }

        OrphanCleanup.Run(home);
        return new(home, run.RunId, number, alive);
    }

    /// <summary>Whether a process works on the run: it lives, and its lease has not run out.</summary>
    public static bool HasOwner(HomeFiles files, RunRecord run) =>
        run.LeaseUntil > Now() && OwnerLock.IsHeld(LockFile(files, run.RunId, run.LeaseNumber));

    /// <summary>Whether no other process has taken the run, as the journal has it now.</summary>
    public bool IsCurrent => _home.Runs.LeaseOf(RunId).Number == Number;

    /// <summary>Writes in one transaction, which is refused when the run has another owner by now.</summary>
    /// <exception cref="LeaseLostException">Another process has taken the run. Nothing was written.</exception>
    public void Write(Action work) => _home.Database.Transaction(() =>
    {
        if (!IsCurrent)
        {
            Lose();
            throw new LeaseLostException(RunId);
        }

        work();
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        if (Directory.Exists(TemporaryFolder))
            Directory.Delete(TemporaryFolder, recursive: true);
        File.Delete(LockFile(_home.Files, RunId, Number));
        _alive.Dispose();
        _end.Dispose();
    }

    async Task WatchAsync()
    {
        // Leases have nothing to do with the clock that runs go by: they are about processes.
        Look();
        for (var next = Now(); !_end.IsCancellationRequested;)
        {
            await Task.Delay(Pace, _end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_end.IsCancellationRequested || _stop.IsCancellationRequested)
                continue;
            try
            {
                Look();
                if (Now() < next)
                    continue;
                _home.Runs.RenewLease(RunId, Number, Now() + (long)Length.TotalMilliseconds);
                next = Now() + (long)Renewal.TotalMilliseconds;
            }
            catch (SqliteException)
            {
                // Another process is writing for long. The next look comes soon; writes are refused should the lease have run out
                // meanwhile.
            }
        }
    }

    void Look()
    {
        var (number, isStopRequested) = _home.Runs.LeaseOf(RunId);
        if (number != Number)
            Lose();
        else if (isStopRequested)
            _stop.Cancel();
    }

    void Lose()
    {
        IsLost = true;
        _stop.Cancel();
    }

    static string TemporaryFolderOf(LocalHome home, string runId, long number) => home.TemporaryFolder($"{runId}.{number}");

    static string LockFile(HomeFiles files, string runId, long number) => files.LockFile($"{runId}.{number}");

    static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>Another process works on the run by now. This one leaves it alone.</summary>
sealed class LeaseLostException(string runId) : Exception($"The run {runId} has another owner.");
