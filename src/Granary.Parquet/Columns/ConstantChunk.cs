using System.Buffers.Binary;
using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>A column with one value in all rows: a dictionary of one, and one run of it; or NULL throughout.</summary>
sealed class ConstantChunk(PageCodec codec, ParquetColumn column) : ColumnChunk(codec)
{
    readonly Levels _levels = new();
    readonly byte[]? _value = column.Constant!.Plain;

    internal override IReadOnlyList<Encodings> Encodings =>
        _value is null
            ? [Format.Encodings.Plain, Format.Encodings.Rle]
            : [Format.Encodings.Plain, Format.Encodings.Rle, Format.Encodings.RleDictionary];

    internal override (byte[] Min, byte[] Max)? Bounds => _value is null ? null : (_value, _value);

    internal override int Held => 0;

    internal override void Close(int rows)
    {
        Span<byte> page = stackalloc byte[Levels.RunBytes + 1 + 5 + 1];
        if (_value is null)
        {
            for (var row = 0; row < rows; row++)
                _levels.AddNull();
            ClosePage(_levels, Format.Encodings.Plain, page[..Levels.RunBytes]);
            return;
        }

        Pages.AddDictionary(1, column.Type == ParquetType.Text ? WithLength(_value) : _value);

        // The width of an index in bits, then all rows as one run of index 0, which takes one byte.
        page[Levels.RunBytes] = 1;
        Levels.WriteHead(page[(Levels.RunBytes + 1)..], (ulong)rows << 1);
        page[Levels.RunBytes + 6] = 0;
        _levels.AddValues(rows);
        ClosePage(_levels, Format.Encodings.RleDictionary, page);
    }

    static byte[] WithLength(byte[] text)
    {
        var plain = new byte[sizeof(int) + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(plain, text.Length);
        text.CopyTo(plain, sizeof(int));
        return plain;
    }
}
