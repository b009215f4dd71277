// The package's handles, which close themselves, under names that tell them from the public types of this project.
global using AppenderHandle = DuckDB.NET.Native.DuckDBAppender;
global using ChunkHandle = DuckDB.NET.Native.DuckDBDataChunk;
global using ConnectionHandle = DuckDB.NET.Native.DuckDBNativeConnection;
global using DatabaseHandle = DuckDB.NET.Native.DuckDBDatabase;
global using LogicalTypeHandle = DuckDB.NET.Native.DuckDBLogicalType;
global using StatementHandle = DuckDB.NET.Native.DuckDBPreparedStatement;
global using ValueHandle = DuckDB.NET.Native.DuckDBValue;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using Microsoft.Win32.SafeHandles;

namespace Granary.DuckDb;

/// <summary>Owns a duckdb_pending_result.</summary>
sealed class PendingHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Native.DestroyPending(ref handle);
        return true;
    }
}

/// <summary>Owns a duckdb_scalar_function. Registering copies it.</summary>
sealed class ScalarFunctionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ScalarFunctionHandle()
        : base(ownsHandle: true) => SetHandle(NativeMethods.ScalarFunction.DuckDBCreateScalarFunction());

    /// <summary>The package's declarations take it as a number.</summary>
    public nint Value => handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref handle);
        return true;
    }
}

/// <summary>Owns a duckdb_result and the memory that it lies in.</summary>
sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(DuckDBResult)));

    public ref DuckDBResult Value => ref *(DuckDBResult*)handle;

    public string? Error => NativeMethods.Query.DuckDBResultError(ref Value);

    public DuckDbErrorType ErrorType => (DuckDbErrorType)NativeMethods.Query.DuckDBResultErrorType(ref Value);

    protected override bool ReleaseHandle()
    {
        Value.Close();
        NativeMemory.Free((void*)handle);
        return true;
    }
}
