using System.Reflection;
using Granary.Parquet;
using ParquetSharp;

namespace Granary.Tables.Tests.Writing;

/// <summary>What our writer writes, read by Apache Arrow.</summary>
public sealed class ParquetFileTests(EveryTypeFile written) : IClassFixture<EveryTypeFile>, IDisposable
{
    readonly ArrowFile _file = new(written.Path);

    [Fact]
    public void Every_value_of_every_type_is_read_back()
    {
        for (var i = 0; i < EveryTypeFile.Columns.Count; i++)
            Assert.Equal(Enumerable.Range(0, EveryTypeFile.Rows).Select(EveryTypeFile.Columns[i].At), _file.Stored(i));
    }

    [Fact]
    public void A_constant_is_the_value_of_every_row()
    {
        object?[] expected = ["run-1", null, EveryTypeFile.Moment.ToUnixTimeMilliseconds() * 1000];

        for (var i = 0; i < expected.Length; i++)
        {
            var values = _file.Stored(EveryTypeFile.Columns.Count + i).ToList();
            Assert.Equal(EveryTypeFile.Rows, values.Count);
            Assert.Equal([expected[i]], values.Distinct());
        }
    }

    [Fact]
    public void The_footer_has_the_columns_types_and_the_rows_of_each_row_group()
    {
        Assert.Equal(
            [
                "few ByteArray String", "many ByteArray String", "first few ByteArray String", "long ByteArray String",
                "no text ByteArray String", "boolean Boolean None", "int32 Int32 Int(bitWidth=32, isSigned=true)",
                "int64 Int64 Int(bitWidth=64, isSigned=true)", "number Int64 Int(bitWidth=64, isSigned=true)", "double Double None",
                "date Int32 Date", "time Int64 Time(isAdjustedToUTC=false, timeUnit=microseconds)",
                "timestamp Int64 Timestamp(isAdjustedToUTC=false, timeUnit=microseconds)",
                "moment Int64 Timestamp(isAdjustedToUTC=true, timeUnit=microseconds)", "decimal 9 Int32 Decimal(precision=9, scale=2)",
                "decimal 18 Int64 Decimal(precision=18, scale=0)", "decimal 38 FixedLenByteArray Decimal(precision=38, scale=10)",
                "run ByteArray String", "nothing ByteArray String", "written Int64 Timestamp(isAdjustedToUTC=true, timeUnit=microseconds)",
            ],
            _file.Columns);
        Assert.Equal(EveryTypeFile.Rows, _file.Facts.NumRows);
        Assert.Equal([RowGroup.MostRows, RowGroup.MostRows, 5], _file.RowsOfGroups);
        Assert.Equal(ParquetVersion.PARQUET_1_0, _file.Facts.Version);
    }

    [Fact]
    public void Pages_are_compressed_with_ZSTD_and_encoded_as_every_reader_knows()
    {
        Assert.Equal([Compression.Zstd], Chunks(c => c.Compression).Distinct());
        Assert.Equal(
            [Encoding.Plain, Encoding.Rle, Encoding.RleDictionary], Chunks(c => c.Encodings).SelectMany(e => e).Distinct().Order());
        Assert.Contains(Encoding.RleDictionary, Chunk(0, "few").Encodings);
        Assert.Contains(Encoding.RleDictionary, Chunk(0, "first few").Encodings);
        Assert.DoesNotContain(Encoding.RleDictionary, Chunk(0, "number").Encodings);
    }

    [Fact]
    public void The_footer_has_the_number_of_missing_values_and_the_bounds_of_each_row_group()
    {
        for (var group = 0; group < EveryTypeFile.Groups; group++)
        {
            foreach (var (i, column) in EveryTypeFile.Columns.Index())
            {
                var rows = Enumerable.Range(0, EveryTypeFile.Rows).Skip(group * RowGroup.MostRows).Take(RowGroup.MostRows);
                var (values, nulls) = (rows.Select(column.At).OfType<object>().ToList(), rows.Count(r => column.At(r) is null));

                Assert.Equal(nulls, _file.Chunk(group, i).Statistics!.NullCount);
                if (_file.Bounds(group, i) is { } bounds)
                    Assert.Equal((values.Min(Ordinal.Comparer), values.Max(Ordinal.Comparer)), bounds);
            }
        }

        // Others have an order that readers do not agree on, or too many texts to compare.
        Assert.Equal(
            ["few", "int32", "number", "date", "time", "timestamp", "moment", "decimal 9", "decimal 18"],
            EveryTypeFile.Columns.Index().Where(c => _file.Bounds(0, c.Index) is not null).Select(c => c.Item.Name));
    }

    [Fact]
    public void Without_its_library_an_error_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        var file = new WithoutNativeLibraries("ZstdNet").Load(typeof(ParquetFile));
        var column = file.Assembly.GetType(typeof(ParquetColumn).FullName!)!;
        var columns = Array.CreateInstance(column, 1);
        columns.SetValue(column.GetMethod("Text")!.Invoke(null, ["name", null]), 0);
        using var open = (IDisposable)file.GetMethod("Create")!.Invoke(null, [Path.Combine(folder.Path, "x.parquet"), columns])!;

        var thrown = Assert.Throws<TargetInvocationException>(() => file.GetMethod("NewRowGroup")!.Invoke(open, []));

        Assert.IsType<DllNotFoundException>(thrown.InnerException);
        Assert.StartsWith("Zstandard's library (libzstd) cannot be loaded.", thrown.InnerException.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _file.Dispose();

    ColumnChunkMetaData Chunk(int group, string column) =>
        _file.Chunk(group, EveryTypeFile.Columns.Select(c => c.Name).ToList().IndexOf(column));

    IEnumerable<T> Chunks<T>(Func<ColumnChunkMetaData, T> read) =>
        from g in Enumerable.Range(0, EveryTypeFile.Groups)
        from c in Enumerable.Range(0, _file.Facts.NumColumns)
        select read(_file.Chunk(g, c));

    /// <summary>Texts have the order of their bytes.</summary>
    sealed class Ordinal : IComparer<object>
    {
        public static Ordinal Comparer { get; } = new();

        public int Compare(object? x, object? y) =>
            x is string a && y is string b ? string.CompareOrdinal(a, b) : Comparer<object>.Default.Compare(x, y);
    }
}
