using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>The callback by which the engine runs a row function. No exception may leave it.</summary>
static unsafe class ScalarFunction
{
    public static ScalarFunctionHandle Create(string name, RowFunction function)
    {
        var handle = Native.CreateScalarFunction();
        Native.ScalarSetName(handle, name);
        foreach (var input in function.Inputs)
        {
            using var type = TypeOf(input);
            Native.ScalarAddParameter(handle, type);
        }

        using var result = StructOf(function.Outputs);
        Native.ScalarSetReturnType(handle, result);
        Native.ScalarSetSpecialHandling(handle);

        // Without it a filter on one member is pushed below the call, which then runs twice.
        Native.ScalarSetVolatile(handle);
        Native.ScalarSetExtraInfo(handle, NativeReference.To(function), NativeReference.Free);
        Native.ScalarSetFunction(handle, &Run);
        return handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Run(nint info, nint chunk, nint output)
    {
        try
        {
            var function = NativeReference.Get<RowFunction>(Native.ScalarGetExtraInfo(info));
            var count = (int)Native.ScalarChunkSize(chunk);
            function.Run(new(chunk, count), new(output, count));
        }
        catch (Exception exception)
        {
            Native.ScalarSetError(info, exception.Message);
        }
    }

    static LogicalTypeHandle StructOf(IReadOnlyList<(string Name, string Type)> members)
    {
        var types = members.Select(m => TypeOf(m.Type)).ToList();
        var names = members.Select(m => Marshal.StringToCoTaskMemUTF8(m.Name)).ToArray();
        try
        {
            var handles = types.Select(t => t.DangerousGetHandle()).ToArray();
            fixed (nint* type = handles, name = names)
                return Native.CreateStructType(type, (byte**)name, (ulong)members.Count);
        }
        finally
        {
            types.ForEach(t => t.Dispose());
            foreach (var name in names)
                Marshal.FreeCoTaskMem(name);
        }
    }

    static LogicalTypeHandle TypeOf(string type)
    {
        if (type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type[8..^1].Split(',') is [var width, var scale])
            return Native.CreateDecimalType(
                byte.Parse(width, CultureInfo.InvariantCulture), byte.Parse(scale, CultureInfo.InvariantCulture));
        if (type == "TIMESTAMP WITH TIME ZONE")
            return Native.CreateLogicalType(DuckDbType.TimestampTz);
        return Enum.TryParse<DuckDbType>(type, ignoreCase: true, out var kind)
            ? Native.CreateLogicalType(kind)
            : throw new ArgumentException($"{type} is no type of a row function.", nameof(type));
    }
}
