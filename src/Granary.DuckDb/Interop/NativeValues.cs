using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Granary.DuckDb;

/// <summary>Single values, which know their text. Dates and times are the numbers that vectors hold.</summary>
static unsafe partial class Native
{
    [LibraryImport(Library, EntryPoint = "duckdb_destroy_value")]
    public static partial void DestroyValue(ref nint value);

    [LibraryImport(Library, EntryPoint = "duckdb_get_varchar")]
    [return: MarshalUsing(typeof(CallerFreesUtf8))]
    public static partial string? ValueText(ValueHandle value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_null_value")]
    public static partial ValueHandle NullValue();

    [LibraryImport(Library, EntryPoint = "duckdb_create_bool")]
    public static partial ValueHandle BoolValue([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_int8")]
    public static partial ValueHandle TinyIntValue(sbyte value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_int16")]
    public static partial ValueHandle SmallIntValue(short value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_int32")]
    public static partial ValueHandle IntegerValue(int value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_int64")]
    public static partial ValueHandle BigIntValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uint8")]
    public static partial ValueHandle UTinyIntValue(byte value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uint16")]
    public static partial ValueHandle USmallIntValue(ushort value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uint32")]
    public static partial ValueHandle UIntegerValue(uint value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uint64")]
    public static partial ValueHandle UBigIntValue(ulong value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_hugeint")]
    public static partial ValueHandle HugeIntValue(HugeInt value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uhugeint")]
    public static partial ValueHandle UHugeIntValue(HugeInt value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_uuid")]
    public static partial ValueHandle UuidValue(HugeInt value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_decimal")]
    public static partial ValueHandle DecimalValue(NativeDecimal value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_float")]
    public static partial ValueHandle FloatValue(float value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_double")]
    public static partial ValueHandle DoubleValue(double value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_date")]
    public static partial ValueHandle DateValue(int value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_time")]
    public static partial ValueHandle TimeValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_time_ns")]
    public static partial ValueHandle TimeNsValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_time_tz_value")]
    public static partial ValueHandle TimeTzValue(ulong value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp")]
    public static partial ValueHandle TimestampValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_tz")]
    public static partial ValueHandle TimestampTzValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_s")]
    public static partial ValueHandle TimestampSValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_ms")]
    public static partial ValueHandle TimestampMsValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_ns")]
    public static partial ValueHandle TimestampNsValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_interval")]
    public static partial ValueHandle IntervalValue(NativeInterval value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_bit")]
    public static partial ValueHandle BitValue(NativeBit value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_varchar_length")]
    public static partial ValueHandle VarcharValue(byte* text, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_create_blob")]
    public static partial ValueHandle BlobValue(byte* data, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_create_enum_value")]
    public static partial ValueHandle EnumMemberValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_create_struct_value")]
    public static partial ValueHandle StructValue(LogicalTypeHandle type, nint* members);

    [LibraryImport(Library, EntryPoint = "duckdb_create_list_value")]
    public static partial ValueHandle ListValue(LogicalTypeHandle element, nint* items, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_array_value")]
    public static partial ValueHandle ArrayValue(LogicalTypeHandle element, nint* items, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_map_value")]
    public static partial ValueHandle MapValue(LogicalTypeHandle type, nint* keys, nint* values, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_union_value")]
    public static partial ValueHandle UnionValue(LogicalTypeHandle type, ulong tag, ValueHandle member);
}
