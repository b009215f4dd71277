using System.Text;
using Granary.Model.Datasets;

namespace Granary.Tables.Values;

/// <summary>Numbers in a notation of their source, read as a type reads plain ones.</summary>
readonly struct NotedParser<TParser, TValue>(NumberText notation, TParser plain) : IValueParser<TValue>
    where TParser : struct, IValueParser<TValue>
    where TValue : unmanaged
{
    const int Most = 256;

    public bool TryRead(ReadOnlySpan<byte> text, out TValue value)
    {
        var length = NumberText.MostBytes(text.Length);
        Span<byte> buffer = length <= Most ? stackalloc byte[length] : new byte[length];
        value = default;
        return notation.TryPlain(text, buffer, out var written) && plain.TryRead(buffer[..written], out value);
    }
}

/// <summary>Doubles, with NaN and the infinities among them.</summary>
readonly struct NonFiniteParser<TParser>(TParser finite) : IValueParser<double>
    where TParser : struct, IValueParser<double>
{
    // Without a sign, as all others write it; .NET's own has one, which DuckDB shows.
    static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    public bool TryRead(ReadOnlySpan<byte> text, out double value) => finite.TryRead(text, out value) || TryNonFinite(text, out value);

    /// <summary>NaN without a sign; Infinity and Inf with or without one; in any letter case.</summary>
    static bool TryNonFinite(ReadOnlySpan<byte> text, out double value)
    {
        value = NaN;
        if (Ascii.EqualsIgnoreCase(text, "nan"u8))
            return true;
        var isNegative = text[0] == '-';
        value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        var name = isNegative || text[0] == '+' ? text[1..] : text;
        return Ascii.EqualsIgnoreCase(name, "infinity"u8) || Ascii.EqualsIgnoreCase(name, "inf"u8);
    }
}

/// <summary>Booleans in the words of their column.</summary>
readonly struct WordParser(BooleanWords words) : IValueParser<byte>
{
    readonly byte[][] _true = [.. words.True.Select(Encoding.UTF8.GetBytes)];
    readonly byte[][] _false = [.. words.False.Select(Encoding.UTF8.GetBytes)];

    public bool TryRead(ReadOnlySpan<byte> text, out byte value)
    {
        var isTrue = IsAny(text, _true);
        value = isTrue ? (byte)1 : (byte)0;
        return isTrue || IsAny(text, _false);
    }

    // Ascii's own comparison says no to all bytes beyond ASCII, also to equal ones.
    static bool IsAny(ReadOnlySpan<byte> text, byte[][] words)
    {
        foreach (var word in words)
        {
            if (IsSame(text, word))
                return true;
        }

        return false;
    }

    static bool IsSame(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        if (text.Length != word.Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (Lower(text[i]) != Lower(word[i]))
                return false;
        }

        return true;
    }

    static int Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b;
}

/// <summary>Timestamps of which those without an offset are a local time.</summary>
readonly struct ZonedTimestampParser(TimePattern[] patterns, ZoneClock clock) : IValueParser<long>
{
    public bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (!TimePattern.TryAny(patterns, text, out var moment))
            return false;
        if (moment.HasOffset)
            value = moment.Timestamp;
        return (moment.HasOffset || clock.TryUtc(moment, out value)) && Moment.IsInRange(value);
    }
}
