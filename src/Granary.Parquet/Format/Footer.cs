using Granary.Parquet.Pages;

namespace Granary.Parquet.Format;

/// <summary>The end of a file, which says what stands where. Source: parquet.thrift, FileMetaData; the numbers are its fields'.</summary>
static class Footer
{
    const int Optional = 1;
    const int Microseconds = 2;

    public static byte[] Of(IReadOnlyList<ParquetColumn> columns, IReadOnlyList<GroupFacts> groups, long rows)
    {
        var writer = new CompactWriter();
        writer.Field(1, 1);
        writer.Field(2, [null, .. columns], column => Schema(writer, column, columns.Count));
        writer.Field(3, rows);
        writer.Field(4, [.. groups.Select((group, i) => (Group: group, Ordinal: i))], g => Group(writer, columns, g.Group, g.Ordinal));
        writer.Field(6, "granary");

        // Bounds are to be compared as the types say.
        writer.Field(7, columns, _ => writer.Field(1, () => { }));
        writer.End();
        return writer.Written.ToArray();
    }

    static void Schema(CompactWriter writer, ParquetColumn? column, int columns)
    {
        if (column is null)
        {
            writer.Field(4, "schema");
            writer.Field(5, columns);
            return;
        }

        var type = column.Type;
        writer.Field(1, (int)type.Physical);
        if (type.Physical == PhysicalType.Fixed)
            writer.Field(2, WideChunk.Bytes);
        writer.Field(3, Optional);
        writer.Field(4, column.Name);
        if (type.Converted is { } converted)
            writer.Field(6, converted);
        if (type.Logical == LogicalType.Decimal)
        {
            writer.Field(7, type.Scale);
            writer.Field(8, type.Precision);
        }

        if (type.Logical is { } logical)
            writer.Field(10, () => writer.Field(Math.Abs((int)logical), () => Content(writer, type)));
    }

    static void Content(CompactWriter writer, ParquetType type)
    {
        switch (type.Logical)
        {
            case LogicalType.Decimal:
                writer.Field(1, type.Scale);
                writer.Field(2, type.Precision);
                break;
            case LogicalType.Time or LogicalType.Timestamp or LogicalType.Moment:
                writer.Field(1, type.Logical == LogicalType.Moment);
                writer.Field(2, () => writer.Field(Microseconds, () => { }));
                break;
        }
    }

    static void Group(CompactWriter writer, IReadOnlyList<ParquetColumn> columns, GroupFacts group, int ordinal)
    {
        writer.Field(1, [.. columns.Zip(group.Chunks)], c =>
        {
            writer.Field(2, c.Second.Start);
            writer.Field(3, () => Chunk(writer, c.First, c.Second, group.Rows));
        });
        writer.Field(2, group.Chunks.Sum(c => c.Uncompressed));
        writer.Field(3, (long)group.Rows);
        writer.Field(5, group.Start);
        writer.Field(6, group.Chunks.Sum(c => c.Compressed));
        if (ordinal <= short.MaxValue)
            writer.Field(7, (short)ordinal);
    }

    static void Chunk(CompactWriter writer, ParquetColumn column, ChunkFacts chunk, int rows)
    {
        writer.Field(1, (int)column.Type.Physical);
        writer.Field(2, [.. chunk.Encodings.Select(e => (int)e)]);
        writer.Field(3, [column.Name]);
        writer.Field(4, PageCodec.Number);
        writer.Field(5, (long)rows);
        writer.Field(6, chunk.Uncompressed);
        writer.Field(7, chunk.Compressed);
        writer.Field(9, chunk.Start + chunk.DataStart);
        if (chunk.DataStart > 0)
            writer.Field(11, chunk.Start);
        writer.Field(12, () =>
        {
            writer.Field(3, chunk.Nulls);
            if (chunk.Bounds is not { } bounds)
                return;
            writer.Field(5, bounds.Max);
            writer.Field(6, bounds.Min);
        });
    }
}
