using System.Numerics;
using Granary.Model.Datasets;

namespace Granary.Tables.Values;

/// <summary>Text to a value as the engine stores it. A struct, so that the loop over a column is compiled for it alone.</summary>
interface IValueParser<TValue>
{
    /// <param name="text">Trimmed, not empty.</param>
    bool TryRead(ReadOnlySpan<byte> text, out TValue value);
}

readonly struct IntegerParser(bool grouped) : IValueParser<int>
{
    public bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        var fits = Numbers.TryInteger(text, grouped, out var wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)wide : 0;
        return fits;
    }
}

readonly struct BigIntParser(bool grouped) : IValueParser<long>
{
    public bool TryRead(ReadOnlySpan<byte> text, out long value) => Numbers.TryInteger(text, grouped, out value);
}

readonly struct DecimalParser<TValue>(ColumnType.Decimal type, bool grouped) : IValueParser<TValue>
    where TValue : IBinaryInteger<TValue>
{
    readonly int _precision = type.Precision;
    readonly int _scale = type.Scale;

    public bool TryRead(ReadOnlySpan<byte> text, out TValue value)
    {
        var fits = Numbers.TryDecimal(text, grouped, _precision, _scale, out var wide);
        value = fits ? TValue.CreateTruncating((long)wide) : TValue.Zero;
        return fits;
    }
}

/// <summary>A number of 128 bits as the engine stores it, which aligns it to 8 bytes only.</summary>
readonly record struct WideInteger(ulong Lower, ulong Upper);

readonly struct WideDecimalParser(ColumnType.Decimal type, bool grouped) : IValueParser<WideInteger>
{
    readonly int _precision = type.Precision;
    readonly int _scale = type.Scale;

    public bool TryRead(ReadOnlySpan<byte> text, out WideInteger value)
    {
        var fits = Numbers.TryDecimal(text, grouped, _precision, _scale, out var wide);
        value = new((ulong)wide, (ulong)(wide >> 64));
        return fits;
    }
}

readonly struct DoubleParser(bool grouped) : IValueParser<double>
{
    public bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        var fits = Numbers.TryDouble(text, grouped, out value);

        // A zero has no sign: equal values are one in keys and dictionaries, and which of the two zeros would be kept is chance.
        value += 0.0;
        return fits;
    }
}

readonly struct BooleanParser : IValueParser<byte>
{
    public bool TryRead(ReadOnlySpan<byte> text, out byte value)
    {
        var fits = Booleans.TryRead(text, out var truth);
        value = truth ? (byte)1 : (byte)0;
        return fits;
    }
}

readonly struct DateParser(TimePattern[] patterns) : IValueParser<int>
{
    public bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        var fits = TimePattern.TryAny(patterns, text, out var moment);
        value = moment.Days;
        return fits;
    }
}

readonly struct TimestampParser(TimePattern[] patterns) : IValueParser<long>
{
    public bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        var fits = TimePattern.TryAny(patterns, text, out var moment);
        value = moment.Timestamp;
        return fits && Moment.IsInRange(value);
    }
}

readonly struct TimeParser(TimePattern[] patterns) : IValueParser<long>
{
    public bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        var fits = TimePattern.TryAny(patterns, text, out var moment);
        value = moment.Microseconds;
        return fits;
    }
}
