using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>
/// A column of numbers that Parquet stores as they are: <see cref="int"/>, <see cref="long"/> or <see cref="double"/>. One page.
/// </summary>
public sealed class FixedChunk<T> : ColumnChunk
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    readonly Levels _levels = new();
    byte[] _page = GC.AllocateUninitializedArray<byte>(1 << 12);
    T _least = T.MaxValue;
    T _greatest = T.MinValue;

    internal FixedChunk(PageCodec codec)
        : base(codec)
    {
    }

    internal override IReadOnlyList<Encodings> Encodings => [Format.Encodings.Plain, Format.Encodings.Rle];

    /// <summary>None for doubles, whose order readers do not agree on.</summary>
    internal override (byte[] Min, byte[] Max)? Bounds =>
        typeof(T) == typeof(double) || _least > _greatest ? null : (Plain(_least), Plain(_greatest));

    internal override int Held => Levels.RunBytes + (_levels.Values * Unsafe.SizeOf<T>());

    public void Add(T value)
    {
        Values(1)[0] = value;
        _levels.AddValue();
        _least = T.Min(_least, value);
        _greatest = T.Max(_greatest, value);
    }

    public void AddNull() => _levels.AddNull();

    /// <summary>Adds rows that all have a value.</summary>
    public void Add(ReadOnlySpan<T> values)
    {
        values.CopyTo(Values(values.Length));
        _levels.AddValues(values.Length);
        var (least, greatest) = (_least, _greatest);
        foreach (var value in values)
        {
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }

        (_least, _greatest) = (least, greatest);
    }

    internal override void Close(int rows) => ClosePage(_levels, Format.Encodings.Plain, _page.AsSpan(0, Held));

    internal override void Clear()
    {
        base.Clear();
        (_least, _greatest) = (T.MaxValue, T.MinValue);
    }

    /// <returns>Room for the next values.</returns>
    Span<T> Values(int count)
    {
        var bytes = count * Unsafe.SizeOf<T>();
        if (Held + bytes > _page.Length)
            Array.Resize(ref _page, Math.Max(Held + bytes, 4 * _page.Length));
        return MemoryMarshal.Cast<byte, T>(_page.AsSpan(Held, bytes));
    }

    static byte[] Plain(T value) => MemoryMarshal.AsBytes([value]).ToArray();
}
