using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>What the package's <see cref="NativeMethods"/> lack. Source: duckdb.h of 1.5, whose names the entry points are.</summary>
static unsafe partial class Native
{
    public const string Library = "duckdb";

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_type")]
    public static partial DuckDBStatementType StatementTypeOf(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    public static partial long ColumnCountOf(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    [return: MarshalUsing(typeof(DuckDBCallerOwnedStringMarshaller))]
    public static partial string ColumnNameOf(StatementHandle statement, long column);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    public static partial LogicalTypeHandle ColumnTypeOf(StatementHandle statement, long column);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared_streaming")]
    public static partial DuckDBState PendingStreaming(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_error")]
    [return: MarshalUsing(typeof(DuckDBOwnedStringMarshaller))]
    public static partial string? PendingError(PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
    public static partial DuckDBState ExecutePending(PendingHandle pending, DuckDBResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
    public static partial void DestroyPending(ref nint pending);

    [LibraryImport(Library, EntryPoint = "duckdb_logical_type_get_alias")]
    [return: MarshalUsing(typeof(DuckDBCallerOwnedStringMarshaller))]
    public static partial string? TypeAlias(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_union_type_member_count")]
    public static partial long UnionSize(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_union_type_member_name")]
    [return: MarshalUsing(typeof(DuckDBCallerOwnedStringMarshaller))]
    public static partial string UnionMemberName(LogicalTypeHandle type, long index);

    [LibraryImport(Library, EntryPoint = "duckdb_union_type_member_type")]
    public static partial LogicalTypeHandle UnionMemberType(LogicalTypeHandle type, long index);

    [LibraryImport(Library, EntryPoint = "duckdb_create_struct_type", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LogicalTypeHandle CreateStructType(nint[] types, string[] names, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_time_ns")]
    public static partial ValueHandle TimeNsValue(long value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_bit")]
    public static partial ValueHandle BitValue(NativeBit value);

    [LibraryImport(Library, EntryPoint = "duckdb_create_varchar_length")]
    public static partial ValueHandle VarcharValue(byte* text, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_create_enum_value")]
    public static partial ValueHandle EnumMemberValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_create_struct_value")]
    public static partial ValueHandle StructValue(LogicalTypeHandle type, nint[] members);

    [LibraryImport(Library, EntryPoint = "duckdb_create_map_value")]
    public static partial ValueHandle MapValue(LogicalTypeHandle type, nint[] keys, nint[] values, ulong count);

    [LibraryImport(Library, EntryPoint = "duckdb_create_union_value")]
    public static partial ValueHandle UnionValue(LogicalTypeHandle type, ulong tag, ValueHandle member);
}
