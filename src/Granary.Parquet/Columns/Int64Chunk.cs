using System.Runtime.InteropServices;
using Granary.Parquet.Format;

namespace Granary.Parquet;

/// <summary>A column of whole numbers of 64 bits.</summary>
public sealed class Int64Chunk : ColumnChunk
{
    readonly byte[] _page;
    long _least = long.MaxValue;
    long _greatest = long.MinValue;
    int _rows;

    internal Int64Chunk(PageCodec codec, int rows)
        : base(codec) => _page = GC.AllocateUninitializedArray<byte>(LevelBytes + (rows * sizeof(long)));

    internal override IReadOnlyList<Encodings> Encodings => [Format.Encodings.Plain, Format.Encodings.Rle];

    internal override (byte[] Min, byte[] Max)? Bounds => (BitConverter.GetBytes(_least), BitConverter.GetBytes(_greatest));

    internal override int Held => Pages.Length + LevelBytes + (_rows * sizeof(long));

    public void Add(long value)
    {
        MemoryMarshal.Write(_page.AsSpan(LevelBytes + (_rows++ * sizeof(long))), value);
        _least = Math.Min(_least, value);
        _greatest = Math.Max(_greatest, value);
    }

    internal override void Close(int rows)
    {
        WriteLevels(_page, rows, hasValues: true);
        Pages.AddData(rows, Format.Encodings.Plain, _page.AsSpan(0, LevelBytes + (rows * sizeof(long))));
    }

    internal override void Clear()
    {
        base.Clear();
        (_least, _greatest, _rows) = (long.MaxValue, long.MinValue, 0);
    }
}
