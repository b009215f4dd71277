using System.Buffers.Binary;
using Granary.Parquet.Format;

namespace Granary.Parquet;

/// <summary>A column with one value in all rows: a dictionary of one, and one run of it; or NULL throughout.</summary>
sealed class ConstantChunk(PageCodec codec, ParquetColumn column) : ColumnChunk(codec)
{
    readonly byte[]? _value = column.Constant!.Plain;

    internal override IReadOnlyList<Encodings> Encodings =>
        _value is null ? [Format.Encodings.Plain, Format.Encodings.Rle] : [Format.Encodings.Plain, Format.Encodings.Rle, Format.Encodings.RleDictionary];

    internal override long Nulls(int rows) => _value is null ? rows : 0;

    internal override (byte[] Min, byte[] Max)? Bounds => _value is null ? null : (_value, _value);

    internal override int Held => 0;

    internal override void Close(int rows)
    {
        Span<byte> page = stackalloc byte[LevelBytes + 1 + 5 + 1];
        WriteLevels(page, rows, hasValues: _value is not null);
        if (_value is null)
        {
            Pages.AddData(rows, Format.Encodings.Plain, page[..LevelBytes]);
            return;
        }

        Pages.AddDictionary(1, column.Type == ParquetType.Text ? WithLength(_value) : _value);

        // The width of an index in bits, then all rows as one run of index 0, which takes one byte.
        page[LevelBytes] = 1;
        var run = (ulong)rows << 1;
        for (var i = 0; i < 5; i++, run >>= 7)
            page[LevelBytes + 1 + i] = (byte)((run & 0x7F) | (i < 4 ? 0x80u : 0));
        page[LevelBytes + 6] = 0;
        Pages.AddData(rows, Format.Encodings.RleDictionary, page);
    }

    static byte[] WithLength(byte[] text)
    {
        var plain = new byte[sizeof(int) + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(plain, text.Length);
        text.CopyTo(plain, sizeof(int));
        return plain;
    }
}
