using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>
/// A column of texts: by a dictionary as long as there are few different ones, then one behind the other, each with its length in front.
/// </summary>
public sealed class TextChunk : ColumnChunk
{
    const int Wide = 32;

    readonly int _pageBytes;
    readonly Levels _levels = new();
    readonly TextDictionary _dictionary;
    byte[] _page;
    int _length = Levels.RunBytes;
    bool _isWorthDictionary = true;
    bool _isCoding = true;
    bool _hasCodes;
    bool _hasPlain;

    internal TextChunk(PageCodec codec, int pageBytes, int mostInDictionary)
        : base(codec)
    {
        _pageBytes = pageBytes;
        _dictionary = new(mostInDictionary);
        _page = GC.AllocateUninitializedArray<byte>(Math.Min(pageBytes, 1 << 12));
    }

    internal override IReadOnlyList<Encodings> Encodings => _hasCodes
        ? [Format.Encodings.Plain, Format.Encodings.Rle, Format.Encodings.RleDictionary]
        : [Format.Encodings.Plain, Format.Encodings.Rle];

    /// <summary>Known where the dictionary has all texts.</summary>
    internal override (byte[] Min, byte[] Max)? Bounds => _hasCodes && !_hasPlain ? _dictionary.Bounds() : null;

    internal override int Held => Pages.Length + _length + _dictionary.Bytes;

    /// <summary>Adds what is in a buffer. A short text is copied faster where the buffer goes on for a while behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> buffer, int start, int length)
    {
        if (_isCoding && TryCode(buffer.Slice(start, length)))
            return;
        if (_length + length + sizeof(int) + Wide > _page.Length)
            MakeRoom(length);
        var page = _page;
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(page), _length);
        Unsafe.WriteUnaligned(ref at, length);
        at = ref Unsafe.Add(ref at, sizeof(int));
        if (length <= Wide && (uint)start <= (uint)(buffer.Length - Wide))
            Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start)).StoreUnsafe(ref at);
        else
            buffer.Slice(start, length).CopyTo(page.AsSpan(_length + sizeof(int)));
        _length += sizeof(int) + length;
        _levels.AddValue();
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        if (_isCoding && TryCode(text))
            return;
        if (_length + text.Length + sizeof(int) + Wide > _page.Length)
            MakeRoom(text.Length);
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_page), _length);
        Unsafe.WriteUnaligned(ref at, text.Length);
        at = ref Unsafe.Add(ref at, sizeof(int));
        ref var from = ref MemoryMarshal.GetReference(text);
        if (text.Length is >= 8 and <= 16)
        {
            // Two pieces that overlap.
            Unsafe.WriteUnaligned(ref at, Unsafe.ReadUnaligned<ulong>(ref from));
            Unsafe.WriteUnaligned(
                ref Unsafe.Add(ref at, text.Length - 8), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, text.Length - 8)));
        }
        else
        {
            text.CopyTo(_page.AsSpan(_length + sizeof(int)));
        }

        _length += sizeof(int) + text.Length;
        _levels.AddValue();
    }

    public void AddNull() => _levels.AddNull();

    /// <summary>Makes room for a text that is written in place.</summary>
    /// <param name="most">Bytes that it will not pass.</param>
    /// <returns>Where to write it; <see cref="Advance"/> is to follow.</returns>
    public Span<byte> Reserve(int most)
    {
        if (_length + most + sizeof(int) + Wide > _page.Length)
            MakeRoom(most);
        return _page.AsSpan(_length + sizeof(int), most);
    }

    public void Advance(int length)
    {
        if (_isCoding && _dictionary.TryAdd(_page.AsSpan(_length + sizeof(int), length)))
        {
            _levels.AddValue();
            return;
        }

        if (_isCoding)
        {
            // The page that ends here is made of codes alone; the text waits behind it, where it stands.
            EndCodes(isFull: true);
        }

        BinaryPrimitives.WriteInt32LittleEndian(_page.AsSpan(_length), length);
        _length += sizeof(int) + length;
        _levels.AddValue();
    }

    internal override void Close(int rows)
    {
        if (_isCoding)
            EndCodes(isFull: false);
        else
            ClosePlainPage();
    }

    internal override void Clear()
    {
        base.Clear();
        _dictionary.Clear();
        (_isCoding, _hasCodes, _hasPlain) = (_isWorthDictionary, false, false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool TryCode(ReadOnlySpan<byte> text)
    {
        if (_dictionary.TryAdd(text))
        {
            _levels.AddValue();
            return true;
        }

        EndCodes(isFull: true);
        return false;
    }

    /// <summary>
    /// Writes the dictionary and the rows so far; what comes is written as it is. A dictionary that was full before half of a row group is
    /// not tried again.
    /// </summary>
    void EndCodes(bool isFull)
    {
        _isCoding = false;
        if (_levels.Rows == 0)
            return;
        _isWorthDictionary = !isFull || _levels.Rows > RowGroup.MostRows / 2;
        if (_levels.Values == 0)
        {
            ClosePlainPage();
            return;
        }

        _hasCodes = true;
        Pages.AddDictionary(_dictionary.Texts, _dictionary.Page);
        var codes = new byte[Levels.RunBytes + _dictionary.CodeBytes];
        _dictionary.WriteCodes(codes.AsSpan(Levels.RunBytes));
        ClosePage(_levels, Format.Encodings.RleDictionary, codes);
    }

    void MakeRoom(int length)
    {
        if (!_isCoding && _length >= _pageBytes / 2)
            ClosePlainPage();
        var wanted = _length + length + sizeof(int) + Wide;
        if (wanted > _page.Length)
            Array.Resize(ref _page, Math.Max(wanted, Math.Min(_pageBytes, 4 * _page.Length)));
    }

    void ClosePlainPage()
    {
        _hasPlain |= _levels.Values > 0;
        ClosePage(_levels, Format.Encodings.Plain, _page.AsSpan(0, _length));
        _length = Levels.RunBytes;
    }
}
