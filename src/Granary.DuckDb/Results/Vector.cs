using System.Runtime.CompilerServices;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.Vectors;

namespace Granary.DuckDb;

/// <summary>The values of one column in one chunk. Lives as long as the chunk.</summary>
readonly unsafe struct Vector(nint handle)
{
    readonly byte* _data = (byte*)DuckDBVectorGetData(handle);
    readonly ulong* _validity = DuckDBVectorGetValidity(handle);

    public Vector ListChild => new(DuckDBListVectorGetChild(handle));

    public Vector ArrayChild => new(DuckDBArrayVectorGetChild(handle));

    public Vector StructChild(int index) => new(DuckDBStructVectorGetChild(handle, index));

    /// <summary>A bit of 0 stands for NULL; no bits at all for a column without any.</summary>
    public bool IsNull(ulong row) => _validity != null && (_validity[row / 64] & (1UL << (int)(row % 64))) == 0;

    public T Read<T>(ulong row) where T : unmanaged => Unsafe.ReadUnaligned<T>(_data + (row * (ulong)sizeof(T)));

    public ReadOnlySpan<byte> ReadBytes(ulong row)
    {
        var cell = (StringCell*)(_data + (row * (ulong)sizeof(StringCell)));
        return new(cell->Length <= StringCell.MaxInlined ? cell->Inlined : cell->Pointer, cell->Length);
    }

    /// <summary>A decimal's digits or an enum's index: a signed number for one, an unsigned one for the other.</summary>
    public Int128 ReadStored(DuckDbType storage, ulong row) => storage switch
    {
        DuckDbType.SmallInt => Read<short>(row),
        DuckDbType.Integer => Read<int>(row),
        DuckDbType.BigInt => Read<long>(row),
        DuckDbType.HugeInt => Read<DuckDBHugeInt>(row).ToInt128(),
        DuckDbType.UTinyInt => Read<byte>(row),
        DuckDbType.USmallInt => Read<ushort>(row),
        DuckDbType.UInteger => Read<uint>(row),
        _ => throw new NotSupportedException($"{storage} stores no decimal and no enum."),
    };
}
