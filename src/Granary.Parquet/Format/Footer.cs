using System.Globalization;

namespace Granary.Parquet.Format;

/// <summary>The end of a file, which says what stands where. Source: parquet.thrift, FileMetaData; the numbers are its fields'.</summary>
static class Footer
{
    const int ByteArray = 6;
    const int Int64 = 2;
    const int Optional = 1;

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

        writer.Field(1, TypeOf(column));
        writer.Field(3, Optional);
        writer.Field(4, column.Name);
        switch (column.Type)
        {
            case ParquetType.Text:
                writer.Field(6, 0);
                writer.Field(10, () => writer.Field(1, () => { }));
                break;
            case ParquetType.Int64:
                writer.Field(6, 18);
                break;
            case ParquetType.Moment:
                writer.Field(6, 10);
                writer.Field(10, () => writer.Field(8, () =>
                {
                    writer.Field(1, true);
                    writer.Field(2, () => writer.Field(2, () => { }));
                }));
                break;
            default:
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{column.Type} is no type of a column."), nameof(column));
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
        writer.Field(1, TypeOf(column));
        writer.Field(2, [.. chunk.Encodings.Select(e => (int)e)]);
        writer.Field(3, [column.Name]);
        writer.Field(4, chunk.Codec);
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

    static int TypeOf(ParquetColumn column) => column.Type == ParquetType.Text ? ByteArray : Int64;
}
