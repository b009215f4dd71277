using System.Runtime.InteropServices;

namespace Granary.DuckDb;

enum DuckDbState
{
    Success = 0,
    Error = 1,
}

/// <summary>Source: duckdb.h, DUCKDB_STATEMENT_TYPE; those that we ask for.</summary>
enum StatementType
{
    Select = 1,
    Create = 7,
}

/// <summary>duckdb_result, which some functions take by value.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeResult
{
    public ulong ColumnCount, RowCount, RowsChanged;
    public nint Columns, ErrorMessage, Data;
}

[StructLayout(LayoutKind.Sequential)]
readonly struct NativeProgress
{
    public readonly double Percentage;
    public readonly ulong RowsProcessed, RowsToProcess;
}

/// <summary>duckdb_hugeint and duckdb_uhugeint. Int128 itself would ask for an alignment that vectors do not have.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly record struct HugeInt(ulong Lower, ulong Upper)
{
    public static HugeInt From(Int128 value) => new((ulong)value, (ulong)(value >> 64));

    public static HugeInt From(UInt128 value) => new((ulong)value, (ulong)(value >> 64));

    public Int128 Signed => new(Upper, Lower);

    public UInt128 Unsigned => new(Upper, Lower);

    /// <summary>A UUID is stored with its highest bit turned, so that it sorts as a signed number.</summary>
    public HugeInt WithHighestBitTurned => this with { Upper = Upper ^ (1UL << 63) };
}

[StructLayout(LayoutKind.Sequential)]
readonly record struct NativeDecimal(byte Width, byte Scale, HugeInt Value);

[StructLayout(LayoutKind.Sequential)]
readonly record struct NativeInterval(int Months, int Days, long Microseconds);

/// <summary>duckdb_bit: a byte with the number of padding bits, then the bits.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly unsafe struct NativeBit(byte* data, ulong size)
{
    readonly byte* _data = data;
    readonly ulong _size = size;
}

[StructLayout(LayoutKind.Sequential)]
readonly record struct ListEntry(ulong Offset, ulong Length);

/// <summary>duckdb_string_t: up to 12 bytes in place, else the first four and a pointer.</summary>
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
