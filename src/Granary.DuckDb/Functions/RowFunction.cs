using static DuckDB.NET.Native.NativeMethods.DataChunks;
using static DuckDB.NET.Native.NativeMethods.Vectors;

namespace Granary.DuckDb;

/// <summary>
/// A function that a program gives to the engine: a row of values in, a struct of values out.
/// <see cref="DuckDbConnection.Register(string, RowFunction)"/> gives it a name.
/// </summary>
/// <remarks>It is called once for each place it has in a query, whether or not all of its members are used.</remarks>
public abstract class RowFunction
{
    /// <summary>The types of the values that it takes. At least 1.</summary>
    public abstract IReadOnlyList<ScalarType> Inputs { get; }

    /// <summary>
    /// The members of the struct that it gives, with their types: VARCHAR, INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE, TIME, TIMESTAMP,
    /// DECIMAL.
    /// </summary>
    public abstract IReadOnlyList<(string Name, ScalarType Type)> Outputs { get; }

    /// <summary>Works on some rows. Called on several threads at the same time.</summary>
    /// <param name="output">Every member of every row is to be set.</param>
    /// <remarks>What it throws ends the query, with its message.</remarks>
    public abstract void Run(RowInput input, RowOutput output);
}

/// <summary>Rows of values.</summary>
public readonly unsafe ref struct RowInput
{
    readonly ChunkHandle _chunk;

    internal RowInput(ChunkHandle chunk, int count)
    {
        _chunk = chunk;
        Count = count;
    }

    /// <summary>At most 2,048.</summary>
    public int Count { get; }

    public TextInput Text(int column) => new(DuckDBDataChunkGetVector(_chunk, column));

    /// <summary>The values as the engine stores them (<see cref="RowOutput.Values"/>); where a row is NULL, anything.</summary>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => new(DuckDBVectorGetData(DuckDBDataChunkGetVector(_chunk, column)), Count);

    /// <summary>A bit for each row, the lowest first, that is 0 where the row is NULL; empty where no row is.</summary>
    public ReadOnlySpan<ulong> Validity(int column)
    {
        var bits = DuckDBVectorGetValidity(DuckDBDataChunkGetVector(_chunk, column));
        return bits is null ? [] : new(bits, (Count + 63) / 64);
    }
}

/// <summary>A column of text.</summary>
public readonly ref struct TextInput
{
    readonly Vector _vector;

    internal TextInput(nint vector) => _vector = new(vector);

    /// <summary>UTF-8; empty where it is NULL is not promised.</summary>
    public ReadOnlySpan<byte> this[int row] => _vector.ReadBytes((ulong)row);

    public bool IsNull(int row) => _vector.IsNull((ulong)row);
}

/// <summary>The struct's members for the same rows.</summary>
public readonly unsafe ref struct RowOutput
{
    readonly nint _vector;
    readonly int _count;

    internal RowOutput(nint vector, int count)
    {
        _vector = vector;
        _count = count;
    }

    /// <summary>The values of a member as the engine stores them: <see cref="int"/> for INTEGER and DATE, <see cref="long"/> for BIGINT,
    /// TIME and TIMESTAMP, <see cref="byte"/> for BOOLEAN, and for DECIMAL <see cref="short"/>, <see cref="int"/> or <see cref="long"/> up
    /// to 4, 9 or 18 digits, else 16 bytes.</summary>
    public Span<T> Values<T>(int member) where T : unmanaged => new(DuckDBVectorGetData(Member(member)), _count);

    public TextColumn Text(int member) => new(Member(member), _count);

    public void SetNull(int member, int row)
    {
        var vector = Member(member);
        DuckDBVectorEnsureValidityWritable(vector);
        DuckDBVectorGetValidity(vector)[row / 64] &= ~(1UL << (row % 64));
    }

    nint Member(int member) => DuckDBStructVectorGetChild(_vector, member);
}
