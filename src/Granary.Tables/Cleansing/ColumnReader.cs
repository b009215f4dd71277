using System.Text;
using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Values;

namespace Granary.Tables.Cleansing;

/// <summary>Trims, knows NULL, and casts one column for many rows at once.</summary>
abstract class ColumnReader(ColumnPlan plan, int number)
{
    readonly byte[][] _nullTokens = [.. plan.NullTokens.Select(Encoding.UTF8.GetBytes)];

    /// <param name="faults">For each row 0, or why it is refused: the column's number from 1 when a value does not fit, its negative when
    /// one is missing.</param>
    public abstract void Read(TextInput input, RowOutput output, Span<int> faults);

    /// <param name="number">The column's position from 1, which is also its position in the output.</param>
    public static ColumnReader For(ColumnPlan plan, int number) =>
        plan.Type switch
        {
            ColumnType.String => new TextReader(plan, number),
            ColumnType.Integer => Number<IntegerParser, int>(plan, number, new(plan.Grouped)),
            ColumnType.BigInt => Number<BigIntParser, long>(plan, number, new(plan.Grouped)),
            ColumnType.Decimal { Precision: <= 4 } d => Number<DecimalParser<short>, short>(plan, number, new(d, plan.Grouped)),
            ColumnType.Decimal { Precision: <= 9 } d => Number<DecimalParser<int>, int>(plan, number, new(d, plan.Grouped)),
            ColumnType.Decimal { Precision: <= 18 } d => Number<DecimalParser<long>, long>(plan, number, new(d, plan.Grouped)),
            ColumnType.Decimal d => Number<WideDecimalParser, WideInteger>(plan, number, new(d, plan.Grouped)),
            ColumnType.Double when plan is { NonFinite: true, Notation.IsPlain: false } => new FixedReader<
                NonFiniteParser<NotedParser<DoubleParser, double>>,
                double
            >(plan, number, new(new(new(plan.Notation), new(grouped: false)))),
            ColumnType.Double when plan.NonFinite => new FixedReader<NonFiniteParser<DoubleParser>, double>(
                plan, number, new(new(plan.Grouped))),
            ColumnType.Double => Number<DoubleParser, double>(plan, number, new(plan.Grouped)),
            ColumnType.Boolean when plan.Words is { } words => new FixedReader<WordParser, byte>(plan, number, new(words)),
            ColumnType.Boolean => new FixedReader<BooleanParser, byte>(plan, number, default),
            ColumnType.Date => new FixedReader<DateParser, int>(plan, number, new(Patterns(plan))),
            ColumnType.Timestamp when plan.TimeZone is { } zone => new FixedReader<ZonedTimestampParser, long>(
                plan, number, new(Patterns(plan), new(zone))),
            ColumnType.Timestamp => new FixedReader<TimestampParser, long>(plan, number, new(Patterns(plan))),
            ColumnType.Time => new FixedReader<TimeParser, long>(plan, number, new(Patterns(plan))),
            _ => throw new ArgumentException($"{plan.Type} is no type that is read.", nameof(plan)),
        };

    /// <summary>The patterns of a column's dates and times: its formats, or else the type's own way.</summary>
    public static TimePattern[] Patterns(ColumnPlan plan) =>
        [.. (plan.Patterns.Count > 0 ? plan.Patterns : Usual(plan.Type)).Select(p => new TimePattern(p))];

    static string[] Usual(ColumnType type) => type switch
    {
        ColumnType.Date => ["%Y-%m-%d"],
        ColumnType.Timestamp => TimePattern.IsoTimestamps,
        ColumnType.Time => ["%H:%M:%S.%f", "%H:%M:%S", "%H:%M"],
        _ => [],
    };

    /// <summary>The usual notation is read without a detour, so that only who needs another pays for it.</summary>
    static ColumnReader Number<TParser, TValue>(ColumnPlan plan, int number, TParser parser)
        where TParser : struct, IValueParser<TValue>
        where TValue : unmanaged =>
        plan.Notation.IsPlain
            ? new FixedReader<TParser, TValue>(plan, number, parser)
            : new FixedReader<NotedParser<TParser, TValue>, TValue>(plan, number, new(new(plan.Notation), parser));

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

    protected void RefuseValue(ref int fault) => Blame(ref fault, number);

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
}

sealed class TextReader(ColumnPlan plan, int number) : ColumnReader(plan, number)
{
    public override void Read(TextInput input, RowOutput output, Span<int> faults)
    {
        var column = output.Text(Output);
        for (var row = 0; row < faults.Length; row++)
        {
            if (HasValue(input, row, faults, out var text))
                column.Set(row, text);
            else
                column.SetNull(row);
        }
    }
}

sealed class FixedReader<TParser, TValue>(ColumnPlan plan, int number, TParser parser) : ColumnReader(plan, number)
    where TParser : struct, IValueParser<TValue>
    where TValue : unmanaged
{
    public override void Read(TextInput input, RowOutput output, Span<int> faults)
    {
        var values = output.Values<TValue>(Output);
        for (var row = 0; row < faults.Length; row++)
        {
            if (HasValue(input, row, faults, out var text))
            {
                if (parser.TryRead(text, out values[row]))
                    continue;
                RefuseValue(ref faults[row]);
            }

            output.SetNull(Output, row);
        }
    }
}
