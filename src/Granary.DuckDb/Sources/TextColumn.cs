using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Granary.DuckDb;

/// <summary>A column of text, in UTF-8.</summary>
public sealed unsafe class TextColumn : ColumnWriter
{
    internal TextColumn()
    {
    }

    /// <summary>Points the row to a text that stays where it is. Up to 12 bytes are copied; of a longer text nothing is.</summary>
    /// <remarks>Nobody checks the bytes. One that is not UTF-8 makes some functions fail in a way after which the whole database has to be opened anew: check larger pieces beforehand
    /// (<see cref="Utf8.IsValid"/>).</remarks>
    /// <param name="pinnedUtf8">In memory that does not move (mapped, native or pinned), and that keeps these bytes until the next Read of this reader, or its disposal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetBorrowed(int row, ReadOnlySpan<byte> pinnedUtf8)
    {
        var cell = Cell<StringCell>(row);
        ref var start = ref MemoryMarshal.GetReference(pinnedUtf8);
        cell->Length = pinnedUtf8.Length;
        if (pinnedUtf8.Length > StringCell.MaxInlined)
        {
            cell->Prefix = Unsafe.ReadUnaligned<uint>(ref start);
            cell->Pointer = (byte*)Unsafe.AsPointer(ref start);
        }
        else
        {
            SetInlined(cell, ref start, pinnedUtf8.Length);
        }
    }

    /// <summary>Copies the text into the engine's memory.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public void SetCopied(int row, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException($"The text of row {row} is not UTF-8: {Encoding.UTF8.GetString(utf8)}", nameof(utf8));
        if (utf8.Length <= StringCell.MaxInlined)
        {
            SetBorrowed(row, utf8);
            return;
        }

        Check(row);
        fixed (byte* start = utf8)
            Native.AssignString(Vector, (ulong)row, start, (ulong)utf8.Length);
    }

    /// <summary>Writes all 12 bytes of the cell, those behind the text as zeros, which comparisons count on. Reads the text in two pieces that may overlap, and nothing beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SetInlined(StringCell* cell, ref byte start, int length)
    {
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
