using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>A column of booleans, a bit each. One page.</summary>
public sealed class BooleanChunk : ColumnChunk
{
    readonly Levels _levels = new();
    readonly byte[] _page = new byte[Levels.RunBytes + (RowGroup.MostRows / 8)];

    internal BooleanChunk(PageCodec codec)
        : base(codec)
    {
    }

    internal override IReadOnlyList<Encodings> Encodings => [Format.Encodings.Plain, Format.Encodings.Rle];

    internal override int Held => Levels.RunBytes + ((_levels.Values + 7) / 8);

    public void Add(bool value)
    {
        if (value)
            _page[Levels.RunBytes + (_levels.Values / 8)] |= (byte)(1 << (_levels.Values % 8));
        _levels.AddValue();
    }

    public void AddNull() => _levels.AddNull();

    internal override void Close(int rows) => ClosePage(_levels, Format.Encodings.Plain, _page.AsSpan(0, Held));

    internal override void Clear()
    {
        base.Clear();
        Array.Clear(_page);
    }
}
