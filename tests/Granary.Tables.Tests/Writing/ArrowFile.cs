using System.Runtime.InteropServices;
using ParquetSharp;

namespace Granary.Tables.Tests.Writing;

/// <summary>A Parquet file as Apache Arrow's reader has it, which shares nothing with our writer or with DuckDB.</summary>
sealed class ArrowFile(string path) : IDisposable
{
    const int Batch = 4096;

    /// <summary>How the reader came to a logical type.</summary>
    const string Conversion = ", is_from_converted_type=false, force_set_converted_type=false";

    readonly ParquetFileReader _reader = new(path);

    public FileMetaData Facts => _reader.FileMetaData;

    /// <summary>The columns as the file declares them: name, physical and logical type.</summary>
    public IReadOnlyList<string> Columns =>
    [
        .. Enumerable
            .Range(0, Facts.NumColumns)
            .Select(Facts.Schema.Column)
            .Select(c => $"{c.Name} {c.PhysicalType} {c.LogicalType}".Replace(Conversion, "", StringComparison.Ordinal)),
    ];

    public int IndexOf(string column) => Facts.Schema.ColumnIndex(column);

    public IReadOnlyList<long> RowsOfGroups => [.. Enumerable.Range(0, Facts.NumRowGroups).Select(g => Group(g, m => m.NumRows))];

    /// <summary>What the footer says of a column in a row group.</summary>
    public ColumnChunkMetaData Chunk(int group, int column) => Group(group, m => m.GetColumnChunkMetaData(column));

    /// <summary>The bounds of a column in a row group, as <see cref="Stored"/> gives values; null where the footer has none.</summary>
    public (object Min, object Max)? Bounds(int group, int column)
    {
        using var chunk = Chunk(group, column);
        using var statistics = chunk.Statistics;
        return statistics switch
        {
            null or { HasMinMax: false } => null,
            Statistics<ByteArray> s => (Text(s.Min), Text(s.Max)),
            _ => (statistics.MinUntyped, statistics.MaxUntyped),
        };
    }

    /// <summary>The values as the format stores them: bool, int, long, double, string, and <see cref="Int128"/> for 16 bytes.</summary>
    public IEnumerable<object?> Stored(int column) => InAllGroups(column, reader => reader switch
    {
        ColumnReader<bool> r => Read(r, v => v),
        ColumnReader<int> r => Read(r, v => v),
        ColumnReader<long> r => Read(r, v => v),
        ColumnReader<double> r => Read(r, v => v),
        ColumnReader<ByteArray> r => Read(r, Text),
        ColumnReader<FixedLenByteArray> r => Read(r, Wide),
        _ => throw new NotSupportedException(reader.GetType().Name),
    });

    /// <summary>The values as the logical type has them: dates, times, decimals.</summary>
    public IEnumerable<object?> Values(int column) => InAllGroups(column, reader => reader.LogicalReader().Apply(new AllValues()));

    public void Dispose() => _reader.Dispose();

    T Group<T>(int group, Func<RowGroupMetaData, T> read)
    {
        using var reader = _reader.RowGroup(group);
        return read(reader.MetaData);
    }

    IEnumerable<object?> InAllGroups(int column, Func<ColumnReader, List<object?>> read)
    {
        for (var i = 0; i < Facts.NumRowGroups; i++)
        {
            using var group = _reader.RowGroup(i);
            using var reader = group.Column(column);
            foreach (var value in read(reader))
                yield return value;
        }
    }

    static List<object?> Read<T>(ColumnReader<T> reader, Func<T, object> convert) where T : unmanaged
    {
        var (levels, values, read) = (new short[Batch], new T[Batch], new List<object?>());
        while (reader.HasNext)
        {
            var rows = (int)reader.ReadBatch(Batch, levels, [], values, out _);
            var next = 0;
            for (var row = 0; row < rows; row++)
                read.Add(levels[row] == 0 ? null : convert(values[next++]));
        }

        return read;
    }

    static unsafe object Text(ByteArray text) => System.Text.Encoding.UTF8.GetString((byte*)text.Pointer, text.Length);

    static unsafe object Wide(FixedLenByteArray value) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(new ReadOnlySpan<byte>((void*)value.Pointer, Marshal.SizeOf<Int128>()));

    sealed class AllValues : ILogicalColumnReaderVisitor<List<object?>>
    {
        public List<object?> OnLogicalColumnReader<T>(LogicalColumnReader<T> reader) => [.. reader.Select(v => (object?)v)];
    }
}
