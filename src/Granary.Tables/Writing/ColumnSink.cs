using System.Numerics;
using Granary.DuckDb;
using Granary.Parquet;

namespace Granary.Tables.Writing;

/// <summary>Takes a column's values from the engine's vectors to a row group.</summary>
abstract class ColumnSink(int column, ScalarType engineType, ParquetType type)
{
    public ScalarType EngineType => engineType;

    public ParquetType Type => type;

    protected int Column => column;

    /// <summary>Adds the rows [from, from + rows).</summary>
    public abstract void Add(RowInput input, int from, int rows, RowGroup group);

    /// <param name="engineType">One that a table's column can have.</param>
    /// <param name="column">Its place, from 0, in the query and in the file.</param>
    public static ColumnSink For(ScalarType engineType, int column) => engineType.Kind switch
    {
        DuckDbType.Varchar => new TextSink(column),
        DuckDbType.Boolean => new BooleanSink(column),
        DuckDbType.Integer => new NumberSink<int, int>(column, engineType, ParquetType.Int32),
        DuckDbType.BigInt => new NumberSink<long, long>(column, engineType, ParquetType.Int64),
        DuckDbType.Double => new NumberSink<double, double>(column, engineType, ParquetType.Double),
        DuckDbType.Decimal => Decimal(column, engineType),
        DuckDbType.Date => new NumberSink<int, int>(column, engineType, ParquetType.Date),
        DuckDbType.Time => new NumberSink<long, long>(column, engineType, ParquetType.Time),
        DuckDbType.Timestamp => new NumberSink<long, long>(column, engineType, ParquetType.Timestamp),
        DuckDbType.TimestampTz => new NumberSink<long, long>(column, engineType, ParquetType.Moment),
        _ => throw new ArgumentException($"{engineType} is not a type of a table's column.", nameof(engineType)),
    };

    static ColumnSink Decimal(int column, ScalarType engineType)
    {
        var type = ParquetType.Decimal(engineType.Width, engineType.Scale);
        return engineType.Width switch
        {
            <= 4 => new NumberSink<short, int>(column, engineType, type),
            <= 9 => new NumberSink<int, int>(column, engineType, type),
            <= 18 => new NumberSink<long, long>(column, engineType, type),
            _ => new WideSink(column, engineType, type),
        };
    }

    protected static bool IsNull(ReadOnlySpan<ulong> validity, int row) =>
        !validity.IsEmpty && (validity[row / 64] & (1UL << (row % 64))) == 0;
}

sealed class TextSink(int column) : ColumnSink(column, DuckDbType.Varchar, ParquetType.Text)
{
    public override void Add(RowInput input, int from, int rows, RowGroup group)
    {
        var chunk = group.Text(Column);
        var texts = input.Text(Column);
        for (var row = from; row < from + rows; row++)
        {
            if (texts.IsNull(row))
                chunk.AddNull();
            else
                chunk.Add(texts[row]);
        }
    }
}

/// <typeparam name="TStored">What the engine holds.</typeparam>
/// <typeparam name="TValue">What Parquet holds.</typeparam>
sealed class NumberSink<TStored, TValue>(int column, ScalarType engineType, ParquetType type) : ColumnSink(column, engineType, type)
    where TStored : unmanaged, INumber<TStored>
    where TValue : unmanaged, INumber<TValue>, IMinMaxValue<TValue>
{
    public override void Add(RowInput input, int from, int rows, RowGroup group)
    {
        var chunk = group.Numbers<TValue>(Column);
        var validity = input.Validity(Column);
        if (typeof(TStored) == typeof(TValue) && validity.IsEmpty)
        {
            chunk.Add(input.Values<TValue>(Column).Slice(from, rows));
            return;
        }

        var values = input.Values<TStored>(Column);
        for (var row = from; row < from + rows; row++)
        {
            if (IsNull(validity, row))
                chunk.AddNull();
            else
                chunk.Add(TValue.CreateTruncating(values[row]));
        }
    }
}

sealed class WideSink(int column, ScalarType engineType, ParquetType type) : ColumnSink(column, engineType, type)
{
    public override void Add(RowInput input, int from, int rows, RowGroup group)
    {
        var chunk = group.Wide(Column);
        var validity = input.Validity(Column);

        // The lower half stands first, as in an Int128 of this machine.
        var values = input.Values<Int128>(Column);
        for (var row = from; row < from + rows; row++)
        {
            if (IsNull(validity, row))
                chunk.AddNull();
            else
                chunk.Add(values[row]);
        }
    }
}

sealed class BooleanSink(int column) : ColumnSink(column, DuckDbType.Boolean, ParquetType.Boolean)
{
    public override void Add(RowInput input, int from, int rows, RowGroup group)
    {
        var chunk = group.Booleans(Column);
        var validity = input.Validity(Column);
        var values = input.Values<byte>(Column);
        for (var row = from; row < from + rows; row++)
        {
            if (IsNull(validity, row))
                chunk.AddNull();
            else
                chunk.Add(values[row] != 0);
        }
    }
}
