using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>The callbacks by which the engine reads a source: bind asks for the columns, init starts a scan, local init makes room for one reader, fill reads a chunk.</summary>
/// <remarks>They come on the engine's own threads, and no exception may leave them.</remarks>
static unsafe class TableFunction
{
    public static TableFunctionHandle Create(string name, RegisteredSource registered)
    {
        var function = Native.CreateTableFunction();
        Native.SetName(function, name);
        Native.SetExtraInfo(function, NativeReference.To(registered), NativeReference.Free);
        Native.SetBind(function, &Bind);
        Native.SetInit(function, &Init);
        Native.SetLocalInit(function, &InitLocal);
        Native.SetFunction(function, &Fill);
        return function;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Bind(nint info)
    {
        RunningQuery? query = null;
        try
        {
            var registered = NativeReference.Get<RegisteredSource>(Native.BindGetExtraInfo(info));
            Native.BindGetClientContext(info, out var context);
            using (context)
                query = registered.Connections.FindQuery(context);
            var source = registered.Source ?? throw new InvalidOperationException("The source of this table function was taken back.");
            var bound = new BoundSource(source, [.. source.Columns], query);
            foreach (var (name, kind) in bound.Columns)
            {
                using var type = Native.CreateLogicalType(TypeOf(kind));
                Native.BindAddColumn(info, name, type);
            }

            if (source.EstimatedRows is { } rows)
                Native.BindSetCardinality(info, checked((ulong)rows), exact: false);
            Native.BindSetData(info, NativeReference.To(bound), NativeReference.Free);
        }
        catch (Exception exception)
        {
            query?.Fail(exception);
            Native.BindSetError(info, exception.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Init(nint info)
    {
        var bound = NativeReference.Get<BoundSource>(Native.InitGetBindData(info));
        try
        {
            var scan = bound.Source.StartScan();
            if (scan.MaxThreads < 1)
                throw new InvalidOperationException($"{scan.GetType().Name} wants {scan.MaxThreads} threads; it takes at least 1.");
            Native.InitSetMaxThreads(info, (ulong)scan.MaxThreads);
            Native.InitSetData(info, NativeReference.To(scan), NativeReference.Free);
        }
        catch (Exception exception)
        {
            bound.Query?.Fail(exception);
            Native.InitSetError(info, exception.Message);
        }
    }

    /// <summary>The scan is out of reach here, so that the reader is opened when its first rows are asked for.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void InitLocal(nint info)
    {
        var bound = NativeReference.Get<BoundSource>(Native.InitGetBindData(info));
        Native.InitSetData(info, NativeReference.To(new SourceThread(bound)), NativeReference.Free);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Fill(nint info, nint chunk)
    {
        var thread = NativeReference.Get<SourceThread>(Native.FunctionGetLocalData(info));
        try
        {
            var rows = thread.Read(NativeReference.Get<TableSource>(Native.FunctionGetInitData(info)), chunk);
            Native.ChunkSetSize(chunk, (ulong)rows);
        }
        catch (Exception exception)
        {
            thread.Bound.Query?.Fail(exception);
            Native.FunctionSetError(info, exception.Message);
        }
    }

    static DuckDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => DuckDbType.Varchar,
        ColumnKind.Boolean => DuckDbType.Boolean,
        ColumnKind.Int32 => DuckDbType.Integer,
        ColumnKind.Int64 => DuckDbType.BigInt,
        ColumnKind.Double => DuckDbType.Double,
        ColumnKind.Date => DuckDbType.Date,
        ColumnKind.Timestamp => DuckDbType.Timestamp,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of column."),
    };
}

/// <summary>What the engine keeps with one use of the function in a query.</summary>
/// <param name="Query">Learns of failures; null where the query is not run by one of our connections.</param>
sealed record BoundSource(TableSource Source, IReadOnlyList<(string Name, ColumnKind Kind)> Columns, RunningQuery? Query);
