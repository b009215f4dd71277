using System.Runtime.ExceptionServices;

namespace Granary.DuckDb;

/// <summary>One query from its start to its last row: what keeps the connection busy, what may interrupt it, and what a table source has thrown meanwhile.</summary>
sealed class RunningQuery(DuckDbConnection connection, CancellationToken cancellationToken) : IDisposable
{
    ExceptionDispatchInfo? _sourceFailure;

    /// <summary>Keeps what a table source has thrown; the first one counts. Called on the engine's threads.</summary>
    public void Fail(Exception exception) =>
        Interlocked.CompareExchange(ref _sourceFailure, ExceptionDispatchInfo.Capture(exception), null);

    public void Execute(Sql sql, ResultHandle result)
    {
        using var interruption = Begin();
        var state = Native.Query(connection.Handle, sql.Text, result);
        Check(state, state == DuckDbState.Error ? Native.ResultError(result) : null);
    }

    public void Start(Sql sql, ResultHandle result)
    {
        using var interruption = Begin();
        var state = Native.Prepare(connection.Handle, sql.Text, out var statement);
        using (statement)
        {
            Check(state, state == DuckDbState.Error ? Native.PrepareError(statement) : null);
            state = Native.PendingStreaming(statement, out var pending);
            using (pending)
            {
                Check(state, state == DuckDbState.Error ? Native.PendingError(pending) : null);
                state = Native.ExecutePending(pending, result);
                Check(state, state == DuckDbState.Error ? Native.ResultError(result) ?? Native.PendingError(pending) : null);
            }
        }
    }

    /// <returns>The next rows, or null after the last ones.</returns>
    public ChunkHandle? Fetch(ResultHandle result)
    {
        using var interruption = Begin();
        var chunk = Native.FetchChunk(result.Value);
        if (!chunk.IsInvalid)
            return chunk;

        chunk.Dispose();
        var error = Native.ResultError(result);
        Check(error is null ? DuckDbState.Success : DuckDbState.Error, error);
        return null;
    }

    public void Dispose() => connection.End(this);

    Interruption Begin()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(connection.Handle, cancellationToken);
    }

    void Check(DuckDbState state, string? error)
    {
        // A source that failed has failed the query, even where the engine came to its end all the same.
        _sourceFailure?.Throw();
        if (state == DuckDbState.Success)
            return;
        var exception = new DuckDbException(error ?? "DuckDB gave no reason.");
        if (exception.ErrorType == "INTERRUPT" && cancellationToken.IsCancellationRequested)
            throw new OperationCanceledException("The query was interrupted.", exception, cancellationToken);
        throw exception;
    }
}
