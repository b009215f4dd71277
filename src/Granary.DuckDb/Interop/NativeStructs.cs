using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>duckdb_bit: a byte with the number of padding bits, then the bits.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly unsafe struct NativeBit(byte* data, ulong size)
{
    readonly byte* _data = data;
    readonly ulong _size = size;
}

/// <summary>duckdb_string_t, to be written: up to 12 bytes in place, else the first four and a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
unsafe struct StringCell
{
    public const int MaxInlined = 12;

    [FieldOffset(0)] public int Length;
    [FieldOffset(4)] public uint Prefix;
    [FieldOffset(4)] public fixed byte Inlined[MaxInlined];
    [FieldOffset(8)] public ulong Rest;
    [FieldOffset(8)] public byte* Pointer;
}
