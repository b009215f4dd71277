namespace Granary.DuckDb;

/// <summary>Interrupts a connection's query once its caller gives up, again and again until it is told that the query has ended.</summary>
/// <remarks>DuckDB forgets an interrupt that comes just before a query begins, so that one is not enough.</remarks>
sealed class Interruption : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    readonly Lock _ending = new();
    readonly ConnectionHandle _connection;
    readonly CancellationTokenRegistration _registration;
    Timer? _timer;
    bool _ended;

    public Interruption(ConnectionHandle connection, CancellationToken cancellationToken)
    {
        // An interrupt comes on a thread where a closed connection would end the program.
        var held = false;
        connection.DangerousAddRef(ref held);
        _connection = connection;
        _registration = cancellationToken.UnsafeRegister(static state => ((Interruption)state!).Begin(), this);
    }

    /// <summary>No interrupt comes after this.</summary>
    public void Dispose()
    {
        lock (_ending)
            _ended = true;
        _registration.Dispose();
        _timer?.Dispose();
        _connection.DangerousRelease();
    }

    void Begin()
    {
        lock (_ending)
        {
            if (!_ended)
                _timer = new(static state => ((Interruption)state!).Interrupt(), this, TimeSpan.Zero, Pause);
        }
    }

    void Interrupt()
    {
        lock (_ending)
        {
            if (!_ended)
                _connection.Interrupt();
        }
    }
}
