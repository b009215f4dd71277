using System.Buffers.Binary;
using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>A column's values in one row group.</summary>
public abstract class ColumnChunk
{
    /// <summary>Definition levels of a page without any NULL, or of NULL alone: one run, whose length in rows is put in when the page is closed.</summary>
    private protected const int LevelBytes = 4 + 5 + 1;

    private protected ColumnChunk(PageCodec codec) => Pages = new(codec);

    internal PageBuffer Pages { get; }

    internal abstract IReadOnlyList<Encodings> Encodings { get; }

    internal virtual long Nulls(int rows) => 0;

    /// <summary>The least and the greatest value in PLAIN encoding, where they are known.</summary>
    internal virtual (byte[] Min, byte[] Max)? Bounds => null;

    /// <summary>Bytes that are held for the row group.</summary>
    internal abstract int Held { get; }

    /// <summary>Ends the last page.</summary>
    internal abstract void Close(int rows);

    internal virtual void Clear() => Pages.Clear();

    /// <summary>Writes the levels of a page whose rows all have a value, or none.</summary>
    /// <param name="into">As long as <see cref="LevelBytes"/>.</param>
    private protected static void WriteLevels(Span<byte> into, int rows, bool hasValues)
    {
        // The run's length as a number of five bytes, more than it needs, so that it always takes the same room.
        BinaryPrimitives.WriteInt32LittleEndian(into, LevelBytes - 4);
        var run = (ulong)rows << 1;
        for (var i = 0; i < 5; i++, run >>= 7)
            into[4 + i] = (byte)((run & 0x7F) | (i < 4 ? 0x80u : 0));
        into[9] = hasValues ? (byte)1 : (byte)0;
    }
}
