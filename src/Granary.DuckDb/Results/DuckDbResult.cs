using static DuckDB.NET.Native.NativeMethods;

namespace Granary.DuckDb;

/// <summary>
/// The rows of a query, made while they are read. Its connection can do nothing else until the last row was read or this is disposed.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class DuckDbResult : IDisposable
{
    readonly RunningQuery _query;
    readonly ResultHandle _result;
    readonly LogicalType[] _types;
    readonly Vector[] _vectors;
    ChunkHandle? _chunk;
    ulong _rows;
    ulong _row;
    bool _ended;

    internal DuckDbResult(RunningQuery query, ResultHandle result)
    {
        _query = query;
        _result = result;
        _types = new LogicalType[Query.DuckDBColumnCount(ref result.Value)];
        _vectors = new Vector[_types.Length];
        var columns = new DuckDbColumn[_types.Length];
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = new(Query.DuckDBColumnLogicalType(ref result.Value, i));
            columns[i] = _types[i].Column(Query.DuckDBColumnName(ref result.Value, i));
        }

        Columns = columns;
    }

    public IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>The value in the current row: null for NULL, else bool, sbyte to ulong, <see cref="System.Numerics.BigInteger"/> (HUGEINT),
    /// <see cref="DuckDbDecimal"/>, float, double, string (also of an ENUM), byte[], DateOnly, TimeOnly, DateTime (TIMESTAMP),
    /// DateTimeOffset in UTC (TIMESTAMPTZ), Guid; of any other type its text.</summary>
    /// <exception cref="OverflowException">A date or time beyond what .NET can hold, such as infinity; <see cref="GetText"/> can read
    /// it.</exception>
    public object? this[int column] => ValueReader.Read(CurrentVector(column), _types[column], _row);

    /// <summary>The value in DuckDB's own text form, or null for NULL. Every date and every digit has one. TIMESTAMPTZ is in UTC.</summary>
    /// <exception cref="NotSupportedException">A BIGNUM, GEOMETRY or VARIANT: cast it in the query.</exception>
    public string? GetText(int column) => ValueText.Read(CurrentVector(column), _types[column], _row);

    public bool IsNull(int column) => CurrentVector(column).IsNull(_row);

    /// <summary>Goes to the next row, before the first at the beginning.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    /// <exception cref="OperationCanceledException">The token that <see cref="DuckDbConnection.Query"/> was given was
    /// cancelled.</exception>
    public bool ReadRow()
    {
        if (_chunk is not null && ++_row < _rows)
            return true;
        ObjectDisposedException.ThrowIf(_result.IsClosed, this);
        return !_ended && ReadChunk();
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _chunk = null;
        _result.Dispose();
        foreach (var type in _types)
            type.Dispose();
        if (!_ended)
            _query.Abandon();
        _ended = true;
        _query.Dispose();
    }

    bool ReadChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        var chunk = _query.Fetch(_result);
        if (chunk is null)
        {
            _ended = true;
            _query.Dispose();
            return false;
        }

        _chunk = chunk;
        _row = 0;
        _rows = DataChunks.DuckDBDataChunkGetSize(chunk);
        for (var i = 0; i < _vectors.Length; i++)
            _vectors[i] = new(DataChunks.DuckDBDataChunkGetVector(chunk, i));
        return true;
    }

    Vector CurrentVector(int column) =>
        _chunk is not null
            ? _vectors[column]
            : throw new InvalidOperationException("There is no current row: ReadRow has not been called, or has returned false.");
}
