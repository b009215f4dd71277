namespace Granary.Tables.Stages;

/// <summary>
/// The databases that stages of a process work in, of which one is always opened ahead, beside other work: that takes ten milliseconds,
/// more than a stage needs for a small file.
/// </summary>
/// <remarks>Any number of threads may take one.</remarks>
public sealed class DatabasePool : IDisposable
{
    readonly Lock _lock = new();
    Task<StageDatabase>? _next;
    bool _isDisposed;

    /// <summary>Begins to open the first. What goes wrong goes wrong again for the one who takes it.</summary>
    public void Prepare()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                _next ??= Task.Run(StageDatabase.Open);
        }
    }

    /// <param name="temporaryFolder">Exists; for what does not fit into memory.</param>
    internal StageDatabase Start(string temporaryFolder)
    {
        var database = Take() is { } next ? next.GetAwaiter().GetResult() : StageDatabase.Open();
        database.SpillTo(temporaryFolder);
        Prepare();
        return database;
    }

    /// <summary>Waits for what is being opened, too: a process must not end while the library starts up on another thread.</summary>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        if (Take() is not { } next)
            return;
        Task.WaitAny([next]);
        if (next.IsCompletedSuccessfully)
            next.Result.Dispose();
    }

    Task<StageDatabase>? Take()
    {
        lock (_lock)
        {
            var next = _next;
            _next = null;
            return next;
        }
    }
}
