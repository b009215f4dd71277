namespace Granary.Parquet;

/// <summary>Rows on their way into a file. One per thread; filled again and again.</summary>
public sealed class RowGroup : IDisposable
{
    /// <summary>As many as DuckDB puts into one; Spark and Athena divide their work by them.</summary>
    public const int MostRows = 122_880;

    const int MostBytes = 96 << 20;
    const int SizeChecks = 1024;

    readonly PageCodec _codec;

    internal RowGroup(IReadOnlyList<ParquetColumn> columns, PageCodec codec)
    {
        _codec = codec;

        // A page of a megabyte stays in a processor's cache until it is compressed; hundreds of columns share what there is.
        var pageBytes = Math.Clamp((32 << 20) / columns.Count, 1 << 15, 1 << 20);
        Chunks = [.. columns.Select(c => (ColumnChunk)(c switch
        {
            { Constant: not null } => new ConstantChunk(codec, c),
            { Type: ParquetType.Text } => new TextChunk(codec, pageBytes),
            _ => new Int64Chunk(codec, MostRows),
        }))];
    }

    public int Rows { get; private set; }

    /// <summary>Whether it is to be added to the file before another row.</summary>
    public bool IsFull => Rows == MostRows || (Rows % SizeChecks == 0 && Held > MostBytes);

    public TextChunk Text(int column) => (TextChunk)Chunks[column];

    public Int64Chunk Int64(int column) => (Int64Chunk)Chunks[column];

    /// <summary>To be called when each column without a constant has its value of the row.</summary>
    public void EndRow() => Rows++;

    public void Dispose() => _codec.Dispose();

    internal IReadOnlyList<ColumnChunk> Chunks { get; }

    internal int Codec => _codec.Number;

    internal void Close()
    {
        foreach (var chunk in Chunks)
            chunk.Close(Rows);
    }

    internal void Clear()
    {
        Rows = 0;
        foreach (var chunk in Chunks)
            chunk.Clear();
    }

    long Held => Chunks.Sum(c => (long)c.Held);
}
