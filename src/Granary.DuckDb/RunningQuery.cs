using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>One query from its start to its last row: what keeps the connection busy and what may interrupt it.</summary>
sealed unsafe class RunningQuery(DuckDbConnection connection, CancellationToken cancellationToken) : IDisposable
{
    /// <returns>The rows that the last statement changed.</returns>
    public long Execute(Sql sql)
    {
        using var interruption = Begin();
        using var result = new ResultHandle();
        var state = NativeMethods.Query.DuckDBQuery(connection.Handle, sql.Text, out result.Value);
        Check(state, state.IsSuccess() ? null : ErrorOf(result));
        return NativeMethods.Query.DuckDBResultStatementType(result.Value) == DuckDBStatementType.Create
            ? RowsCreated(result)
            : NativeMethods.Query.DuckDBRowsChanged(ref result.Value);
    }

    public bool IsSelect(Sql sql)
    {
        using var interruption = Begin();
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection.Handle, sql.Text, out var statement);
        using (statement)
        {
            Check(state, state.IsSuccess() ? null : Error(NativeMethods.PreparedStatements.DuckDBPrepareError(statement)));
            return Native.StatementTypeOf(statement) == DuckDBStatementType.Select;
        }
    }

    public IReadOnlyList<DuckDbColumn> ColumnsOf(Sql sql)
    {
        using var interruption = Begin();
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection.Handle, sql.Text, out var statement);
        using (statement)
        {
            Check(state, state.IsSuccess() ? null : Error(NativeMethods.PreparedStatements.DuckDBPrepareError(statement)));
            var columns = new DuckDbColumn[Native.ColumnCountOf(statement)];
            for (var i = 0; i < columns.Length; i++)
            {
                using var type = new LogicalType(Native.ColumnTypeOf(statement, i));
                columns[i] = type.Column(Native.ColumnNameOf(statement, i));
            }

            return columns;
        }
    }

    public void Start(Sql sql, ResultHandle result)
    {
        using var interruption = Begin();
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(connection.Handle, sql.Text, out var statement);
        using (statement)
        {
            Check(state, state.IsSuccess() ? null : Error(NativeMethods.PreparedStatements.DuckDBPrepareError(statement)));
            state = Native.PendingStreaming(statement, out var pending);
            using (pending)
            {
                Check(state, state.IsSuccess() ? null : Error(Native.PendingError(pending)));
                fixed (DuckDBResult* value = &result.Value)
                    state = Native.ExecutePending(pending, value);
                Check(state, state.IsSuccess() ? null : ErrorOf(result) ?? Error(Native.PendingError(pending)));
            }
        }
    }

    /// <returns>The next rows, or null after the last ones.</returns>
    public ChunkHandle? Fetch(ResultHandle result)
    {
        using var interruption = Begin();
        var chunk = NativeMethods.Query.DuckDBFetchChunk(result.Value);
        if (!chunk.IsInvalid)
            return chunk;

        chunk.Dispose();
        var error = ErrorOf(result);
        Check(error is null ? DuckDBState.Success : DuckDBState.Error, error);
        return null;
    }

    /// <summary>Stops work on rows that nobody will read. The engine does so when the next query comes: this is one.</summary>
    public void Abandon()
    {
        if (connection.Handle.IsClosed)
            return;
        using var result = new ResultHandle();
        _ = NativeMethods.Query.DuckDBQuery(connection.Handle, "", out result.Value);
    }

    public void Dispose() => connection.End(this);

    /// <summary>CREATE TABLE AS gives its count as a row, and does not count it as changes.</summary>
    static long RowsCreated(ResultHandle result)
    {
        using var chunk = NativeMethods.Query.DuckDBFetchChunk(result.Value);
        return chunk.IsInvalid || NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk) == 0
            ? 0
            : new Vector(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, 0)).Read<long>(0);
    }

    Interruption Begin()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(connection.Handle, cancellationToken);
    }

    static DuckDbException? ErrorOf(ResultHandle result) => result.Error is { } error ? new(error, result.ErrorType) : null;

    static DuckDbException? Error(string? message) => message is null ? null : new(message);

    void Check(DuckDBState state, DuckDbException? error)
    {
        if (state.IsSuccess())
            return;
        var exception = error ?? new DuckDbException("DuckDB gave no reason.");
        if (exception.Type == DuckDbErrorType.Interrupt && cancellationToken.IsCancellationRequested)
            throw new OperationCanceledException("The query was interrupted.", exception, cancellationToken);
        throw exception;
    }
}
