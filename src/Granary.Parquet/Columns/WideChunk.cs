using System.Buffers.Binary;
using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>A column of decimals with more than 18 digits, in 16 bytes each, the highest first. One page.</summary>
public sealed class WideChunk : ColumnChunk
{
    internal const int Bytes = 16;

    readonly Levels _levels = new();
    byte[] _page = GC.AllocateUninitializedArray<byte>(1 << 12);

    internal WideChunk(PageCodec codec)
        : base(codec)
    {
    }

    internal override IReadOnlyList<Encodings> Encodings => [Format.Encodings.Plain, Format.Encodings.Rle];

    internal override int Held => Levels.RunBytes + (_levels.Values * Bytes);

    public void Add(Int128 value)
    {
        if (Held + Bytes > _page.Length)
            Array.Resize(ref _page, 4 * _page.Length);
        BinaryPrimitives.WriteInt128BigEndian(_page.AsSpan(Held), value);
        _levels.AddValue();
    }

    public void AddNull() => _levels.AddNull();

    internal override void Close(int rows) => ClosePage(_levels, Format.Encodings.Plain, _page.AsSpan(0, Held));
}
