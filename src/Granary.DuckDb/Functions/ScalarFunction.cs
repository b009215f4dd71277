using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.LogicalType;
using static DuckDB.NET.Native.NativeMethods.ScalarFunction;

namespace Granary.DuckDb;

/// <summary>The callback by which the engine runs a row function. No exception may leave it.</summary>
static unsafe class ScalarFunction
{
    public static ScalarFunctionHandle Create(string name, RowFunction function)
    {
        var handle = new ScalarFunctionHandle();
        DuckDBScalarFunctionSetName(handle.Value, name);
        foreach (var input in function.Inputs)
        {
            using var type = TypeOf(input);
            DuckDBScalarFunctionAddParameter(handle.Value, type);
        }

        using var result = StructOf(function.Outputs);
        DuckDBScalarFunctionSetReturnType(handle.Value, result);

        // The function sees NULLs, instead of their making its result NULL.
        DuckDBScalarFunctionSetSpecialHandling(handle.Value);

        // Without it a filter on one member is pushed below the call, which then runs twice.
        DuckDBScalarFunctionSetVolatile(handle.Value);
        DuckDBScalarFunctionSetExtraInfo(handle.Value, NativeReference.To(function), NativeReference.Free);
        DuckDBScalarFunctionSetFunction(handle.Value, &Run);
        return handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Run(nint info, nint chunk, nint output)
    {
        try
        {
            var function = NativeReference.Get<RowFunction>(DuckDBScalarFunctionGetExtraInfo(info));
            var rows = new ChunkHandle(chunk);
            var count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(rows);
            function.Run(new(rows, count), new(output, count));
        }
        catch (Exception exception)
        {
            DuckDBScalarFunctionSetError(info, exception.Message);
        }
    }

    static LogicalTypeHandle StructOf(IReadOnlyList<(string Name, ScalarType Type)> members)
    {
        var types = members.Select(m => TypeOf(m.Type)).ToList();
        try
        {
            return Native.CreateStructType(
                [.. types.Select(t => t.DangerousGetHandle())], [.. members.Select(m => m.Name)], (ulong)members.Count);
        }
        finally
        {
            types.ForEach(t => t.Dispose());
        }
    }

    static LogicalTypeHandle TypeOf(ScalarType type) => type.Kind == DuckDbType.Decimal
        ? DuckDBCreateDecimalType((byte)type.Width, (byte)type.Scale)
        : DuckDBCreateLogicalType((DuckDBType)type.Kind);
}
