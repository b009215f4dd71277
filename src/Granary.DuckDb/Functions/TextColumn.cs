using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>A member of text, in UTF-8, for rows that are being filled.</summary>
public unsafe ref struct TextColumn
{
    readonly nint _vector;
    readonly StringCell* _cells;
    readonly int _count;
    ulong* _validity;

    internal TextColumn(nint vector, int count)
    {
        _vector = vector;
        _cells = (StringCell*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _count = count;
    }

    public void SetNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        if (_validity is null)
        {
            // A vector without any NULL has no bits for them.
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
            _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(_vector);
        }

        _validity[row / 64] &= ~(1UL << (row % 64));
    }

    /// <summary>Copies the text into the engine's memory.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8: the engine itself checks none, and one that is no text makes some
    /// functions fail in a way after which the whole database has to be opened anew.</exception>
    public readonly void Set(int row, ReadOnlySpan<byte> utf8)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException($"The text of row {row} is not UTF-8: {Encoding.UTF8.GetString(utf8)}", nameof(utf8));
        if (utf8.Length <= StringCell.MaxInlined)
        {
            SetInlined(_cells + row, ref MemoryMarshal.GetReference(utf8), utf8.Length);
            return;
        }

        fixed (byte* start = utf8)
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_vector, (ulong)row, start, utf8.Length);
    }

    /// <summary>
    /// Writes all 12 bytes of the cell, those behind the text as zeros, which comparisons count on. Reads the text in two pieces that may
    /// overlap, and nothing beside it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SetInlined(StringCell* cell, ref byte start, int length)
    {
        cell->Length = length;
        if (length >= 8)
        {
            var last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
            var first = Unsafe.ReadUnaligned<ulong>(ref start);
            cell->Prefix = (uint)first;
            cell->Rest = (first >> 32) | ((ulong)last >> (8 * (12 - length)) << 32);
        }
        else if (length >= 4)
        {
            cell->Prefix = Unsafe.ReadUnaligned<uint>(ref start);
            cell->Rest = (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4)) >> (8 * (8 - length));
        }
        else
        {
            cell->Prefix = length == 0 ? 0 : start
                | (uint)Unsafe.Add(ref start, length / 2) << (8 * (length / 2))
                | (uint)Unsafe.Add(ref start, length - 1) << (8 * (length - 1));
            cell->Rest = 0;
        }
    }
}
