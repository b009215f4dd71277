using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Granary.Parquet.Format;

namespace Granary.Parquet;

/// <summary>A column of texts, in PLAIN encoding: each behind its length.</summary>
public sealed class TextChunk : ColumnChunk
{
    const int Wide = 32;

    readonly int _pageBytes;
    readonly Levels _levels = new();
    byte[] _page;
    int _length = Levels.RunBytes;

    internal TextChunk(PageCodec codec, int pageBytes)
        : base(codec)
    {
        _pageBytes = pageBytes;
        _page = GC.AllocateUninitializedArray<byte>(Math.Min(pageBytes, 1 << 12));
    }

    internal override IReadOnlyList<Encodings> Encodings => [Format.Encodings.Plain, Format.Encodings.Rle];

    internal override int Held => Pages.Length + _length;

    /// <summary>Adds what stands in a buffer. A short text is copied faster where the buffer goes on for a while behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> buffer, int start, int length)
    {
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
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, text.Length - 8), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, text.Length - 8)));
        }
        else
        {
            text.CopyTo(_page.AsSpan(_length + sizeof(int)));
        }

        _length += sizeof(int) + text.Length;
        _levels.AddValue();
    }

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
        BinaryPrimitives.WriteInt32LittleEndian(_page.AsSpan(_length), length);
        _length += sizeof(int) + length;
        _levels.AddValue();
    }

    public void AddNull() => _levels.AddNull();

    internal override void Close(int rows) => ClosePage();

    void MakeRoom(int length)
    {
        if (_length >= _pageBytes / 2)
            ClosePage();
        var wanted = _length + length + sizeof(int) + Wide;
        if (wanted > _page.Length)
            Array.Resize(ref _page, Math.Max(wanted, Math.Min(_pageBytes, 4 * _page.Length)));
    }

    void ClosePage()
    {
        ClosePage(_levels, Format.Encodings.Plain, _page.AsSpan(0, _length));
        _length = Levels.RunBytes;
    }
}
