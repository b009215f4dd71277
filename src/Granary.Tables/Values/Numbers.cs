using System.Buffers;
using System.Globalization;

namespace Granary.Tables.Values;

/// <summary>Text to numbers, strictly: what is not wholly and exactly a number of the type is none.</summary>
static class Numbers
{
    static readonly SearchValues<byte> DoubleCharacters = SearchValues.Create("0123456789+-.eE"u8);

    /// <param name="text">Trimmed. An optional sign and digits; nothing else.</param>
    /// <param name="grouped">Whether commas between groups of three digits are taken.</param>
    public static bool TryInteger(ReadOnlySpan<byte> text, bool grouped, out long value)
    {
        // The usual case is a few digits, which cannot overflow.
        value = 0;
        if (text.Length is > 0 and <= 18 && !grouped)
        {
            var negative = text[0] == '-';
            var at = negative || text[0] == '+' ? 1 : 0;
            if (at == text.Length)
                return false;
            for (; at < text.Length; at++)
            {
                var digit = (uint)text[at] - '0';
                if (digit > 9)
                    return false;
                value = value * 10 + digit;
            }

            if (negative)
                value = -value;
            return true;
        }

        if (
            !TryDecimal(text, grouped, precision: 19, scale: 0, allowFraction: false, out var wide)
            || wide < long.MinValue
            || wide > long.MaxValue)
            return false;
        value = (long)wide;
        return true;
    }

    /// <summary>Reads a fixed-point number.</summary>
    /// <param name="precision">Digits in all, 1 to 38.</param>
    /// <param name="scale">Digits after the point. More of them in the text are taken only where they are zeros.</param>
    /// <param name="value">The number times 10 to the power of <paramref name="scale"/>.</param>
    public static bool TryDecimal(ReadOnlySpan<byte> text, bool grouped, int precision, int scale, out Int128 value) =>
        TryDecimal(text, grouped, precision, scale, allowFraction: true, out value);

    static bool TryDecimal(ReadOnlySpan<byte> text, bool grouped, int precision, int scale, bool allowFraction, out Int128 value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;
        var negative = text[0] == '-';
        var digits = text[(negative || text[0] == '+' ? 1 : 0)..];
        var point = digits.IndexOf((byte)'.');
        if (point >= 0 && !allowFraction)
            return false;
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty)
            return false;
        if (grouped && whole.Contains((byte)',') && !IsGrouped(whole))
            return false;

        var scaled = new Scaled(precision);
        foreach (var b in whole)
        {
            if (b == ',' && grouped)
                continue;
            if (!scaled.Add(b))
                return false;
        }

        for (var i = 0; i < Math.Max(scale, fraction.Length); i++)
        {
            var b = i < fraction.Length ? fraction[i] : (byte)'0';
            if (i < scale ? !scaled.Add(b) : b != '0')
                return false;
        }

        value = negative ? -scaled.Value : scaled.Value;
        return true;
    }

    /// <summary>IEEE 754 in decimal notation, with or without an exponent. NaN and infinities are no numbers here.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, bool grouped, out double value)
    {
        value = 0;
        if (grouped && text.Contains((byte)','))
        {
            var digits = text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..];
            var end = digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E');
            var whole = end < 0 ? digits : digits[..end];
            if (!IsGrouped(whole) || digits[whole.Length..].Contains((byte)','))
                return false;
            Span<byte> plain = text.Length <= 64 ? stackalloc byte[text.Length] : new byte[text.Length];
            var length = 0;
            foreach (var b in text)
            {
                if (b != ',')
                    plain[length++] = b;
            }

            return TryDouble(plain[..length], grouped: false, out value);
        }

        if (text.IsEmpty || !(char.IsAsciiDigit((char)text[^1]) || text[^1] == '.') || text.IndexOfAnyExcept(DoubleCharacters) >= 0)
            return false;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>One to three digits, then commas each followed by three digits.</summary>
    static bool IsGrouped(ReadOnlySpan<byte> whole)
    {
        var first = whole.IndexOf((byte)',');
        if (first < 0)
            return true;
        if (first is 0 or > 3)
            return false;
        for (var at = first; at < whole.Length; at += 4)
        {
            if (whole[at] != ',' || whole.Length - at < 4 || whole.Slice(at + 1, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return false;
        }

        return true;
    }

    /// <summary>Digits gathered into a number that stays below ten to the power of a precision.</summary>
    ref struct Scaled(int precision)
    {
        Int128 _high;
        ulong _low;
        int _lowDigits;
        int _digits;

        public readonly Int128 Value => _high * Power(_lowDigits) + _low;

        public bool Add(byte b)
        {
            var digit = (uint)b - '0';
            if (digit > 9)
                return false;

            // Leading zeros do not count: 0000000001 fits an integer of one digit.
            if (digit > 0 || _digits > 0)
                _digits++;
            if (_digits > precision)
                return false;

            // Int128 arithmetic is slow; eighteen digits at a time go through a machine word.
            if (_lowDigits == 18)
            {
                _high = Value;
                _low = 0;
                _lowDigits = 0;
            }

            _low = _low * 10 + digit;
            _lowDigits++;
            return true;
        }

        static Int128 Power(int digits) => Powers[digits];

        static readonly ulong[] Powers =
        [
            .. Enumerable.Range(0, 19).Select(n => Enumerable.Repeat(10UL, n).Aggregate(1UL, (a, b) => a * b)),
        ];
    }
}
