using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>A connection to a database: one query at a time.</summary>
/// <remarks>For one thread at a time; <see cref="Progress"/> may be read on any.</remarks>
public sealed class DuckDbConnection : IDisposable
{
    readonly DuckDbDatabase _database;
    RunningQuery? _running;

    internal DuckDbConnection(ConnectionHandle handle, DuckDbDatabase database)
    {
        Handle = handle;
        _database = database;
    }

    internal ConnectionHandle Handle { get; }

    /// <summary>
    /// How far the running query is, 0 to 1; null when none runs, or when the engine cannot tell. Needs <c>SET enable_progress_bar = true;
    /// SET enable_progress_bar_print = false</c>.
    /// </summary>
    public double? Progress =>
        NativeMethods.Startup.DuckDBQueryProgress(Handle).Percentage is var percentage and >= 0 ? percentage / 100 : null;

    /// <summary>Runs one statement, or several with semicolons between them, to the end.</summary>
    /// <returns>The rows that the last statement changed; for COPY and CREATE TABLE AS the rows it wrote.</returns>
    /// <exception cref="DuckDbException">The engine's error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tables are as before, a file that COPY was writing may be
    /// left in part.</exception>
    public long Execute(Sql sql, CancellationToken cancellationToken = default)
    {
        using var query = Begin(cancellationToken);
        return query.Execute(sql);
    }

    /// <summary>Starts one statement whose rows are made while they are read.</summary>
    /// <inheritdoc cref="Execute" path="/exception"/>
    public DuckDbResult Query(Sql sql, CancellationToken cancellationToken = default)
    {
        var query = Begin(cancellationToken);
        var result = new ResultHandle();
        try
        {
            query.Start(sql, result);
            return new(query, result);
        }
        catch
        {
            result.Dispose();
            query.Dispose();
            throw;
        }
    }

    /// <summary>Whether a statement only reads: SELECT in all of its forms, DESCRIBE and SHOW among them.</summary>
    /// <exception cref="DuckDbException">The engine does not take the statement, or there are several.</exception>
    public bool IsSelect(Sql sql)
    {
        using var query = Begin(CancellationToken.None);
        return query.IsSelect(sql);
    }

    /// <summary>The columns of what a query would give; it is not run.</summary>
    /// <exception cref="DuckDbException">The engine does not take the query, or there are several.</exception>
    public IReadOnlyList<DuckDbColumn> ColumnsOf(Sql sql)
    {
        using var query = Begin(CancellationToken.None);
        return query.ColumnsOf(sql);
    }

    /// <summary>The first column of the first row.</summary>
    /// <typeparam name="T">The type that <see cref="DuckDbResult"/> gives, or an integer type that is wide enough. With a question mark
    /// where the value may be NULL.</typeparam>
    /// <returns>Null when the value is NULL or there is no row.</returns>
    /// <exception cref="InvalidOperationException">There is no value, and <typeparamref name="T"/> has no null.</exception>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    /// <exception cref="OverflowException">The value is too large for <typeparamref name="T"/>.</exception>
    public T? Scalar<T>(Sql sql, CancellationToken cancellationToken = default)
    {
        using var result = Query(sql, cancellationToken);
        return result.ReadRow() && result[0] is { } value ? ScalarValue.As<T>(value)
            : default(T) is null ? default
            : throw new InvalidOperationException($"The query gave no value, and {typeof(T).Name} has no null: {sql.Text}");
    }

    /// <summary>Makes a function <c>name(text, …)</c>, on all connections of the database and for as long as it is open.</summary>
    /// <exception cref="DuckDbException">The name is taken.</exception>
    public void Register(string name, RowFunction function)
    {
        using var scalar = ScalarFunction.Create(name, function);
        if (!_database.Functions.TryAdd(name, function)
            || !NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(Handle, scalar.Value).IsSuccess())
            throw new DuckDbException($"The function '{name}' cannot be registered; is the name taken?");
    }

    /// <summary>Adds rows to an existing table.</summary>
    /// <param name="schema">Null for the current one.</param>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckDbAppender Append(string table, string? schema = null)
    {
        var state = NativeMethods.Appender.DuckDBAppenderCreate(Handle, schema, table, out var appender);
        if (state.IsSuccess())
            return new(appender);
        using (appender)
            throw DuckDbAppender.ErrorOf(appender) ?? new DuckDbException($"Rows cannot be appended to the table '{table}'.");
    }

    /// <summary>Ends the connection. A result that is still being read becomes invalid.</summary>
    public void Dispose()
    {
        Handle.Dispose();
    }

    internal void End(RunningQuery query) => Interlocked.CompareExchange(ref _running, null, query);

    RunningQuery Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var query = new RunningQuery(this, cancellationToken);

        // DuckDB would end the rows of the other query early, as if there were no more of them.
        if (Interlocked.CompareExchange(ref _running, query, null) is not null)
            throw new InvalidOperationException(
                "Another query of this connection still runs or is being read; dispose its result first, or use a second connection.");
        return query;
    }
}
