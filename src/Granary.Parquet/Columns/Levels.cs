using System.Buffers.Binary;
using System.Numerics;

namespace Granary.Parquet;

/// <summary>Which rows of a page have a value.</summary>
sealed class Levels
{
    /// <summary>
    /// The levels of a page whose rows all have a value, or none: one run, with its length in five bytes, more than it needs, so that it
    /// always takes the same room.
    /// </summary>
    public const int RunBytes = sizeof(int) + 5 + 1;

    ulong[] _bits = [];

    public int Rows { get; private set; }

    public int Nulls { get; private set; }

    public int Values => Rows - Nulls;

    public void AddValue()
    {
        if (Nulls > 0)
            SetBit(Rows);
        Rows++;
    }

    public void AddNull()
    {
        BeforeNull();
        Nulls++;
        Rows++;
    }

    public void AddValues(int rows)
    {
        if (Nulls > 0)
        {
            for (var row = Rows; row < Rows + rows; row++)
                SetBit(row);
        }

        Rows += rows;
    }

    public void Clear() => (Rows, Nulls) = (0, 0);

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public int Length => Nulls == 0 || Values == 0 ? RunBytes : sizeof(int) + 5 + ((Rows + 7) / 8);

    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, Length - sizeof(int));
        if (Nulls == 0 || Values == 0)
        {
            WriteHead(into[sizeof(int)..], (ulong)Rows << 1);
            into[RunBytes - 1] = Nulls == 0 ? (byte)1 : (byte)0;
            return;
        }

        var groups = (Rows + 7) / 8;
        WriteHead(into[sizeof(int)..], ((ulong)groups << 1) | 1);
        Room(Rows);
        for (var i = 0; i < groups; i++)
            into[sizeof(int) + 5 + i] = (byte)(_bits[i / 8] >> (8 * (i % 8)));
    }

    /// <summary>A number of seven bits a byte, in five bytes.</summary>
    public static void WriteHead(Span<byte> into, ulong value)
    {
        for (var i = 0; i < 5; i++, value >>= 7)
            into[i] = (byte)((value & 0x7F) | (i < 4 ? 0x80u : 0));
    }

    /// <summary>Rows before the first NULL have no bits yet.</summary>
    void BeforeNull()
    {
        Room(Rows + 1);
        if (Nulls > 0)
            return;
        Array.Clear(_bits);
        Array.Fill(_bits, ulong.MaxValue, 0, Rows / 64);
        if (Rows % 64 > 0)
            _bits[Rows / 64] = (1ul << (Rows % 64)) - 1;
    }

    void SetBit(int row)
    {
        Room(row + 1);
        _bits[row / 64] |= 1ul << (row % 64);
    }

    void Room(int rows)
    {
        if (rows > 64 * _bits.Length)
            Array.Resize(ref _bits, (int)BitOperations.RoundUpToPowerOf2((uint)(rows + 63) / 64));
    }
}
