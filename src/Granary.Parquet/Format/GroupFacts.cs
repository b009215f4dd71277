namespace Granary.Parquet.Format;

/// <summary>What the footer says of a row group.</summary>
sealed record GroupFacts(int Rows, long Start, IReadOnlyList<ChunkFacts> Chunks)
{
    public static GroupFacts Of(RowGroup group, long start)
    {
        var chunks = new List<ChunkFacts>();
        var at = start;
        foreach (var chunk in group.Chunks)
        {
            var pages = chunk.Pages;
            chunks.Add(new(at, pages.DataStart, pages.Length, pages.Uncompressed, chunk.Encodings, chunk.Nulls, chunk.Bounds));
            at += pages.Length;
        }

        return new(group.Rows, start, chunks);
    }
}

/// <param name="DataStart">Bytes of the dictionary in front of the data pages.</param>
sealed record ChunkFacts(
    long Start,
    int DataStart,
    long Compressed,
    long Uncompressed,
    IReadOnlyList<Encodings> Encodings,
    long Nulls,
    (byte[] Min, byte[] Max)? Bounds);
