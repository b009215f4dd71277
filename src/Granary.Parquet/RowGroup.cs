using System.Numerics;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>Rows on their way into a file. One per thread; filled again and again.</summary>
public sealed class RowGroup : IDisposable
{
    /// <summary>As many as DuckDB puts into one; Spark and Athena divide their work by them.</summary>
    public const int MostRows = 122_880;

    const int MostBytes = 96 << 20;
    const int FewColumns = 500;
    const int RowsBetweenChecks = 1024;

    readonly PageCodec _codec = new();
    int _nextCheck = 1;

    internal RowGroup(IReadOnlyList<ParquetColumn> columns)
    {
        // A page of a megabyte stays in a processor's cache until it is compressed; hundreds of columns share what there is.
        var pageBytes = Math.Clamp((32 << 20) / columns.Count, 1 << 15, 1 << 20);
        Chunks = [.. columns.Select(c => Chunk(c, pageBytes, columns.Count > FewColumns ? 256 : 4096))];
    }

    public int Rows { get; private set; }

    /// <summary>Rows that it still takes.</summary>
    public int Room => MostRows - Rows;

    /// <summary>Whether it is to be added to the file before another row.</summary>
    public bool IsFull { get; private set; }

    public TextChunk Text(int column) => (TextChunk)Chunks[column];

    public FixedChunk<T> Numbers<T>(int column) where T : unmanaged, INumber<T>, IMinMaxValue<T> => (FixedChunk<T>)Chunks[column];

    public WideChunk Wide(int column) => (WideChunk)Chunks[column];

    public BooleanChunk Booleans(int column) => (BooleanChunk)Chunks[column];

    /// <summary>To be called when each column without a constant has its values of these rows.</summary>
    /// <param name="rows">At most <see cref="Room"/>.</param>
    public void EndRows(int rows)
    {
        Rows += rows;
        if (Rows < _nextCheck && Rows < MostRows)
            return;
        var held = Held;
        IsFull = Rows >= MostRows || held > MostBytes;

        // Rows four times as long as those before still come no further than the limit.
        _nextCheck = Rows + (int)Math.Clamp((MostBytes - held) / (4 * Math.Max(1, held / Rows)), 1, RowsBetweenChecks);
    }

    public void Dispose() => _codec.Dispose();

    internal IReadOnlyList<ColumnChunk> Chunks { get; }

    internal void Close()
    {
        foreach (var chunk in Chunks)
            chunk.Close(Rows);
    }

    internal void Clear()
    {
        (Rows, IsFull, _nextCheck) = (0, false, 1);
        foreach (var chunk in Chunks)
            chunk.Clear();
    }

    ColumnChunk Chunk(ParquetColumn column, int pageBytes, int mostInDictionary) => column switch
    {
        { Constant: not null } => new ConstantChunk(_codec, column),
        { Type.Physical: PhysicalType.ByteArray } => new TextChunk(_codec, pageBytes, mostInDictionary),
        { Type.Physical: PhysicalType.Boolean } => new BooleanChunk(_codec),
        { Type.Physical: PhysicalType.Int32 } => new FixedChunk<int>(_codec),
        { Type.Physical: PhysicalType.Int64 } => new FixedChunk<long>(_codec),
        { Type.Physical: PhysicalType.Double } => new FixedChunk<double>(_codec),
        _ => new WideChunk(_codec),
    };

    long Held => Chunks.Sum(c => (long)c.Held);
}
