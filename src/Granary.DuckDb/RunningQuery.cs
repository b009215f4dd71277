namespace Granary.DuckDb;

/// <summary>One query from its start to its last row: what keeps the connection busy and what may interrupt it.</summary>
sealed class RunningQuery(DuckDbConnection connection, CancellationToken cancellationToken) : IDisposable
{
    /// <returns>The rows that the last statement changed.</returns>
    public long Execute(Sql sql)
    {
        using var interruption = Begin();
        using var result = new ResultHandle();
        var state = Native.Query(connection.Handle, sql.Text, result);
        Check(state, state == DuckDbState.Error ? Native.ResultError(result) : null);
        return Native.StatementType(result.Value) == StatementType.Create ? RowsCreated(result) : (long)Native.RowsChanged(result);
    }

    public bool IsSelect(Sql sql)
    {
        using var interruption = Begin();
        var state = Native.Prepare(connection.Handle, sql.Text, out var statement);
        using (statement)
        {
            Check(state, state == DuckDbState.Error ? Native.PrepareError(statement) : null);
            return Native.StatementTypeOf(statement) == StatementType.Select;
        }
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

    /// <summary>Stops work on rows that nobody will read. The engine does so when the next query comes: this is one.</summary>
    public void Abandon()
    {
        if (connection.Handle.IsClosed)
            return;
        using var result = new ResultHandle();
        _ = Native.Query(connection.Handle, "", result);
    }

    public void Dispose() => connection.End(this);

    /// <summary>CREATE TABLE AS gives its count as a row, and does not count it as changes.</summary>
    static long RowsCreated(ResultHandle result)
    {
        using var chunk = Native.FetchChunk(result.Value);
        return chunk.IsInvalid || Native.ChunkSize(chunk) == 0 ? 0 : new Vector(Native.ChunkVector(chunk, 0)).Read<long>(0);
    }

    Interruption Begin()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(connection.Handle, cancellationToken);
    }

    void Check(DuckDbState state, string? error)
    {
        if (state == DuckDbState.Success)
            return;
        var exception = new DuckDbException(error ?? "DuckDB gave no reason.");
        if (exception.ErrorType == "INTERRUPT" && cancellationToken.IsCancellationRequested)
            throw new OperationCanceledException("The query was interrupted.", exception, cancellationToken);
        throw exception;
    }
}
