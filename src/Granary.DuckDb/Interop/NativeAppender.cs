using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Granary.DuckDb;

/// <summary>Rows going in, one value after the other.</summary>
static unsafe partial class Native
{
    [LibraryImport(Library, EntryPoint = "duckdb_appender_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckDbState CreateAppender(
        ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_error")]
    [return: MarshalUsing(typeof(LibraryOwnsUtf8))]
    public static partial string? AppenderError(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_end_row")]
    public static partial DuckDbState EndRow(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_close")]
    public static partial DuckDbState CloseAppender(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_clear")]
    public static partial DuckDbState ClearAppender(nint appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy")]
    public static partial DuckDbState DestroyAppender(ref nint appender);

    [LibraryImport(Library, EntryPoint = "duckdb_append_null")]
    public static partial DuckDbState AppendNull(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_append_bool")]
    public static partial DuckDbState AppendBool(AppenderHandle appender, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_int64")]
    public static partial DuckDbState AppendBigInt(AppenderHandle appender, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_hugeint")]
    public static partial DuckDbState AppendHugeInt(AppenderHandle appender, HugeInt value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_double")]
    public static partial DuckDbState AppendDouble(AppenderHandle appender, double value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_date")]
    public static partial DuckDbState AppendDate(AppenderHandle appender, int value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_time")]
    public static partial DuckDbState AppendTime(AppenderHandle appender, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_timestamp")]
    public static partial DuckDbState AppendTimestamp(AppenderHandle appender, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_append_varchar_length")]
    public static partial DuckDbState AppendVarchar(AppenderHandle appender, byte* text, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_append_blob")]
    public static partial DuckDbState AppendBlob(AppenderHandle appender, byte* data, ulong length);
}
