using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>Functions that make one value of each row.</summary>
static unsafe partial class Native
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_scalar_function")]
    public static partial ScalarFunctionHandle CreateScalarFunction();

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_scalar_function")]
    public static partial void DestroyScalarFunction(ref nint function);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ScalarSetName(ScalarFunctionHandle function, string name);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_add_parameter")]
    public static partial void ScalarAddParameter(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_return_type")]
    public static partial void ScalarSetReturnType(ScalarFunctionHandle function, LogicalTypeHandle type);

    /// <summary>The function sees NULLs, instead of their making its result NULL.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_special_handling")]
    public static partial void ScalarSetSpecialHandling(ScalarFunctionHandle function);

    /// <summary>The planner neither moves the call to another place nor makes two of it.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_volatile")]
    public static partial void ScalarSetVolatile(ScalarFunctionHandle function);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_extra_info")]
    public static partial void ScalarSetExtraInfo(ScalarFunctionHandle function, nint info, delegate* unmanaged[Cdecl]<nint, void> free);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_function")]
    public static partial void ScalarSetFunction(ScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> run);

    [LibraryImport(Library, EntryPoint = "duckdb_register_scalar_function")]
    public static partial DuckDbState RegisterScalarFunction(ConnectionHandle connection, ScalarFunctionHandle function);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_get_extra_info")]
    public static partial nint ScalarGetExtraInfo(nint info);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ScalarSetError(nint info, string error);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong ScalarChunkSize(nint chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_create_decimal_type")]
    public static partial LogicalTypeHandle CreateDecimalType(byte width, byte scale);

    [LibraryImport(Library, EntryPoint = "duckdb_create_struct_type")]
    public static partial LogicalTypeHandle CreateStructType(nint* types, byte** names, ulong count);
}
