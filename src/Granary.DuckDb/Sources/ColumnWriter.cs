using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Granary.DuckDb;

/// <summary>One column of the rows being filled. A row outside of the chunk, and any row after the call that may fill it, is refused.</summary>
public abstract unsafe class ColumnWriter
{
    nint _vector;
    byte* _data;
    ulong* _validity;
    uint _capacity;

    private protected ColumnWriter()
    {
    }

    /// <exception cref="ArgumentOutOfRangeException">The chunk has no such row.</exception>
    public void SetNull(int row)
    {
        Check(row);
        if (_validity == null)
            _validity = MakeValidity();
        _validity[row / 64] &= ~(1UL << (row % 64));
    }

    internal static ColumnWriter For(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => new TextColumn(),
        ColumnKind.Boolean => new BooleanColumn(),
        ColumnKind.Int32 or ColumnKind.Date => new Int32Column(),
        ColumnKind.Int64 or ColumnKind.Timestamp => new Int64Column(),
        ColumnKind.Double => new DoubleColumn(),
        _ => throw new UnreachableException(),
    };

    internal void Attach(nint vector, int capacity)
    {
        _vector = vector;
        _data = vector == 0 ? null : Native.VectorData(vector);
        _validity = null;
        _capacity = (uint)capacity;
    }

    private protected nint Vector => _vector;

    /// <summary>The row's place in the vector, whose cells have the size of <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected T* Cell<T>(int row) where T : unmanaged
    {
        Check(row);
        return (T*)_data + row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Check(int row)
    {
        if ((uint)row >= _capacity)
            Refuse(row);
    }

    /// <summary>A vector without any NULL has no bits for them.</summary>
    ulong* MakeValidity()
    {
        Native.EnsureValidityWritable(_vector);
        return Native.VectorValidity(_vector);
    }

    [DoesNotReturn]
    void Refuse(int row) => throw new ArgumentOutOfRangeException(nameof(row), row,
        _capacity == 0 ? "Rows can be filled during Read only." : $"The chunk has {_capacity} rows.");
}

public sealed unsafe class BooleanColumn : ColumnWriter
{
    internal BooleanColumn()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, bool value) => *Cell<byte>(row) = value ? (byte)1 : (byte)0;
}

public sealed unsafe class Int32Column : ColumnWriter
{
    internal Int32Column()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, int value) => *Cell<int>(row) = value;
}

public sealed unsafe class Int64Column : ColumnWriter
{
    internal Int64Column()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, long value) => *Cell<long>(row) = value;
}

public sealed unsafe class DoubleColumn : ColumnWriter
{
    internal DoubleColumn()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, double value) => *Cell<double>(row) = value;
}
