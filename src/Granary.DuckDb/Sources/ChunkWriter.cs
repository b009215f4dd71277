namespace Granary.DuckDb;

/// <summary>The rows that a reader fills next. The columns are the same objects in every chunk of a reader; they can be written to during <see cref="TableSourceReader.Read"/> only.</summary>
public sealed class ChunkWriter
{
    readonly ColumnWriter[] _columns;

    internal ChunkWriter(IReadOnlyList<ColumnKind> kinds) => _columns = [.. kinds.Select(ColumnWriter.For)];

    /// <summary>The rows that fit. 2,048.</summary>
    /// <remarks>Source: duckdb_vector_size(), which is fixed when the library is built.</remarks>
    public int Capacity { get; } = 2048;

    public TextColumn Text(int column) => (TextColumn)_columns[column];

    public BooleanColumn Boolean(int column) => (BooleanColumn)_columns[column];

    /// <summary>Of the kind Int32, or Date in days since 1970-01-01.</summary>
    public Int32Column Int32(int column) => (Int32Column)_columns[column];

    /// <summary>Of the kind Int64, or Timestamp in microseconds since 1970-01-01.</summary>
    public Int64Column Int64(int column) => (Int64Column)_columns[column];

    public DoubleColumn Double(int column) => (DoubleColumn)_columns[column];

    internal void Attach(nint chunk)
    {
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Attach(Native.ChunkVector(chunk, (ulong)i), Capacity);
    }

    internal void Detach()
    {
        foreach (var column in _columns)
            column.Attach(0, 0);
    }
}
