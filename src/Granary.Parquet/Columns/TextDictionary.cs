using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Granary.Parquet;

/// <summary>The different texts of a column in one row group, as long as they are few, and which row has which.</summary>
/// <param name="most">How many texts are few; a power of two.</param>
sealed class TextDictionary(int most)
{
    const int MostBytesEach = 64;
    const int Absent = -1;

    readonly int[] _slots = new int[4 * most];
    readonly (int Start, int Length, uint Hash)[] _texts = new (int, int, uint)[most];
    byte[] _page = new byte[256];
    ushort[] _codes = new ushort[1024];
    int _bytes;
    int _empty = Absent;

    public int Texts { get; private set; }

    public int Rows { get; private set; }

    /// <summary>The texts in PLAIN encoding.</summary>
    public ReadOnlySpan<byte> Page => _page.AsSpan(0, _bytes);

    public int Bytes => _bytes + (Rows * sizeof(ushort));

    public void Clear()
    {
        Array.Clear(_slots);
        (_bytes, _empty, Texts, Rows) = (0, Absent, 0, 0);
    }

    /// <returns>False when the text is new and there is no room for it.</returns>
    public bool TryAdd(ReadOnlySpan<byte> text)
    {
        var code = text.IsEmpty && _empty != Absent ? _empty : Find(text);
        if (code == Absent)
            return false;
        if (Rows == _codes.Length)
            Array.Resize(ref _codes, 2 * _codes.Length);
        _codes[Rows++] = (ushort)code;
        return true;
    }

    /// <summary>Bits of an index.</summary>
    public int Width => Math.Max(1, BitOperations.Log2((uint)Math.Max(1, Texts - 1)) + 1);

    /// <summary>Bytes that <see cref="WriteCodes"/> takes.</summary>
    public int CodeBytes => 1 + 5 + ((Rows + 7) / 8 * Width);

    /// <summary>The rows' indices: their width in bits, then all of them as one run, packed.</summary>
    public void WriteCodes(Span<byte> into)
    {
        into[..CodeBytes].Clear();
        into[0] = (byte)Width;
        Levels.WriteHead(into[1..], ((ulong)((Rows + 7) / 8) << 1) | 1);
        var (bits, filled, at) = (0ul, 0, 6);
        foreach (var code in _codes.AsSpan(0, Rows))
        {
            bits |= (ulong)code << filled;
            filled += Width;
            for (; filled >= 8; filled -= 8, bits >>= 8)
                into[at++] = (byte)bits;
        }

        if (filled > 0)
            into[at] = (byte)bits;
    }

    /// <summary>The least and the greatest text, byte by byte.</summary>
    public (byte[] Min, byte[] Max)? Bounds()
    {
        if (Texts == 0)
            return null;
        var least = Text(0);
        var greatest = least;
        for (var i = 1; i < Texts; i++)
        {
            var text = Text(i);
            if (text.SequenceCompareTo(least) < 0)
                least = text;
            if (text.SequenceCompareTo(greatest) > 0)
                greatest = text;
        }

        return (least.ToArray(), greatest.ToArray());
    }

    ReadOnlySpan<byte> Text(int code) => _page.AsSpan(_texts[code].Start, _texts[code].Length);

    int Find(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (code < 0)
                return Add(text, hash, slot);
            if (_texts[code].Hash == hash && Text(code).SequenceEqual(text))
                return code;
        }
    }

    int Add(ReadOnlySpan<byte> text, uint hash, uint slot)
    {
        var end = _bytes + sizeof(int) + text.Length;
        if (Texts == most || end > most * MostBytesEach)
            return Absent;
        if (end > _page.Length)
            Array.Resize(ref _page, Math.Max(end, 2 * _page.Length));
        BinaryPrimitives.WriteInt32LittleEndian(_page.AsSpan(_bytes), text.Length);
        text.CopyTo(_page.AsSpan(_bytes + sizeof(int)));
        _texts[Texts] = (_bytes + sizeof(int), text.Length, hash);
        _bytes += sizeof(int) + text.Length;
        if (text.IsEmpty)
            _empty = Texts;
        _slots[slot] = ++Texts;
        return Texts - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Hash(ReadOnlySpan<byte> text)
    {
        const ulong prime = 0x9E3779B97F4A7C15;
        ref var first = ref MemoryMarshal.GetReference(text);
        var length = text.Length;
        var hash = (ulong)length;
        if (length >= 8)
        {
            for (var at = 0; at < length - 8; at += 8)
                hash = BitOperations.RotateLeft(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)), 29) * prime;
            hash = BitOperations.RotateLeft(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8)), 29) * prime;
        }
        else if (length >= 4)
        {
            var both =
                Unsafe.ReadUnaligned<uint>(ref first) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << 32);
            hash = BitOperations.RotateLeft(hash ^ both, 29) * prime;
        }
        else if (length > 0)
        {
            var all = first | ((ulong)Unsafe.Add(ref first, length / 2) << 8) | ((ulong)Unsafe.Add(ref first, length - 1) << 16);
            hash = (hash ^ all) * prime;
        }

        return (uint)(hash >> 32);
    }
}
