using System.Text;
using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Values;

namespace Granary.Tables.Cleansing;

/// <summary>Trims, knows NULL, and casts one column for many rows at once.</summary>
abstract class ColumnReader(ColumnPlan plan, int number)
{
    readonly byte[][] _nullTokens = [.. plan.NullTokens.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The type that the engine keeps the values in, in its own words.</summary>
    public abstract string EngineType { get; }

    /// <param name="faults">For each row 0, or why it is refused: the column's number from 1 when a value does not fit, its negative when one is missing.</param>
    public abstract void Read(TextInput input, RowOutput output, Span<int> faults);

    /// <param name="number">The column's position from 1, which is also its position in the output.</param>
    public static ColumnReader For(ColumnPlan plan, int number) => plan.Type switch
    {
        ColumnType.String => new TextReader(plan, number),
        ColumnType.Integer => new FixedReader<IntegerParser, int>(plan, number, "INTEGER", new(plan.Grouped)),
        ColumnType.BigInt => new FixedReader<BigIntParser, long>(plan, number, "BIGINT", new(plan.Grouped)),
        ColumnType.Decimal { Precision: <= 4 } d => new FixedReader<DecimalParser<short>, short>(plan, number, Decimal(d), new(d, plan.Grouped)),
        ColumnType.Decimal { Precision: <= 9 } d => new FixedReader<DecimalParser<int>, int>(plan, number, Decimal(d), new(d, plan.Grouped)),
        ColumnType.Decimal { Precision: <= 18 } d => new FixedReader<DecimalParser<long>, long>(plan, number, Decimal(d), new(d, plan.Grouped)),
        ColumnType.Decimal d => new FixedReader<WideDecimalParser, WideInteger>(plan, number, Decimal(d), new(d, plan.Grouped)),
        ColumnType.Double => new FixedReader<DoubleParser, double>(plan, number, "DOUBLE", new(plan.Grouped)),
        ColumnType.Boolean => new FixedReader<BooleanParser, byte>(plan, number, "BOOLEAN", default),
        ColumnType.Date => new FixedReader<DateParser, int>(plan, number, "DATE", new(Patterns(plan, "%Y-%m-%d"))),
        ColumnType.Timestamp => new FixedReader<TimestampParser, long>(plan, number, "TIMESTAMP", new(Patterns(plan, TimePattern.IsoTimestamps))),
        ColumnType.Time => new FixedReader<TimeParser, long>(plan, number, "TIME", new(Patterns(plan, "%H:%M:%S.%f", "%H:%M:%S", "%H:%M"))),
        _ => throw new ArgumentException($"{plan.Type} is no type that is read.", nameof(plan)),
    };

    /// <summary>Whether a value stands there; if not, it is NULL, and a fault where the column is required.</summary>
    protected bool HasValue(TextInput input, int row, Span<int> faults, out ReadOnlySpan<byte> text)
    {
        text = input.IsNull(row) ? default : FieldText.Trim(input[row]);
        if (!text.IsEmpty && !IsNullToken(text))
            return true;
        if (plan.Required)
            Blame(ref faults[row], -number);
        return false;
    }

    protected void Misfit(ref int fault) => Blame(ref fault, number);

    protected int Output => number - 1;

    /// <summary>The first column that is to blame names the reason.</summary>
    static void Blame(ref int fault, int reason)
    {
        if (fault == 0)
            fault = reason;
    }

    bool IsNullToken(ReadOnlySpan<byte> text)
    {
        foreach (var token in _nullTokens)
        {
            if (text.SequenceEqual(token))
                return true;
        }

        return false;
    }

    static string Decimal(ColumnType.Decimal type) => $"DECIMAL({type.Precision},{type.Scale})";

    static TimePattern[] Patterns(ColumnPlan plan, params string[] usual) =>
        [.. (plan.Patterns.Count > 0 ? plan.Patterns : usual).Select(p => new TimePattern(p))];
}

sealed class TextReader(ColumnPlan plan, int number) : ColumnReader(plan, number)
{
    public override string EngineType => "VARCHAR";

    public override void Read(TextInput input, RowOutput output, Span<int> faults)
    {
        var column = output.Text(Output);
        for (var row = 0; row < faults.Length; row++)
        {
            if (HasValue(input, row, faults, out var text))
                column.SetCopied(row, text);
            else
                column.SetNull(row);
        }
    }
}

sealed class FixedReader<TParser, TValue>(ColumnPlan plan, int number, string engineType, TParser parser) : ColumnReader(plan, number)
    where TParser : struct, IValueParser<TValue>
    where TValue : unmanaged
{
    public override string EngineType => engineType;

    public override void Read(TextInput input, RowOutput output, Span<int> faults)
    {
        var values = output.Values<TValue>(Output);
        for (var row = 0; row < faults.Length; row++)
        {
            if (HasValue(input, row, faults, out var text))
            {
                if (parser.TryRead(text, out values[row]))
                    continue;
                Misfit(ref faults[row]);
            }

            output.SetNull(Output, row);
        }
    }
}
