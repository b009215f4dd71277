using System.Text;
using Granary.Model.Datasets;

namespace Granary.Tables.Values;

/// <summary>
/// Rewrites a number from its source's notation to the plain one: a sign, digits, a point, digits, and the exponent of a double.
/// </summary>
sealed class NumberText(NumberNotation notation)
{
    static readonly byte[][] Blanks = [" "u8.ToArray(), "\u00A0"u8.ToArray(), "\u2009"u8.ToArray(), "\u202F"u8.ToArray()];
    static readonly byte[][] Apostrophes = ["'"u8.ToArray(), "\u2019"u8.ToArray()];

    readonly byte[][] _thousands = notation.Thousands switch
    {
        null => [],
        " " => Blanks,
        "'" => Apostrophes,
        var mark => [Encoding.UTF8.GetBytes(mark)],
    };

    // The longest goes first: "USD" before "US".
    readonly byte[][] _currency = [.. notation.Currency.Select(Encoding.UTF8.GetBytes).OrderByDescending(c => c.Length)];
    readonly byte _point = (byte)notation.DecimalSeparator[0];

    /// <summary>How long a plain text can get: a sign, and two zeros and a point in front of what a percent sign makes small.</summary>
    public static int MostBytes(int length) => length + 4;

    /// <param name="plain">Of <see cref="MostBytes"/>.</param>
    /// <param name="written">The bytes of the plain text.</param>
    /// <returns>Whether the text is of the notation; whether it is a number of a type is another's to say.</returns>
    public bool TryPlain(ReadOnlySpan<byte> text, Span<byte> plain, out int written)
    {
        written = 0;
        var number = new Marks();
        while (TakeMark(ref text, ref number))
        {
            // Marks stand around the number in any order, each at most once.
        }

        if (notation.Percent == PercentMeaning.Fraction && !number.HasPercent)
            return false;
        var writer = new PlainWriter(plain);
        if (number.IsNegative)
            writer.Add((byte)'-');
        if (!TryDigits(text, ref writer, number.HasPercent && notation.Percent == PercentMeaning.Fraction))
            return false;
        written = writer.Length;
        return true;
    }

    bool TakeMark(ref ReadOnlySpan<byte> text, ref Marks number)
    {
        if (text.Length < 2)
            return false;

        // As in the plain way, nothing stands between a sign and what it belongs to.
        if (!number.HasSign && (text[0] is (byte)'-' or (byte)'+') && FieldText.Trim(text[1..]).Length == text.Length - 1)
            return TakeSign(ref text, ref number, text[0] == '-', text[1..]);
        if (!number.HasSign && notation.TrailingMinus && text[^1] == '-')
            return TakeSign(ref text, ref number, isNegative: true, text[..^1]);
        if (!number.HasSign && notation.Parentheses && text[0] == '(' && text[^1] == ')')
            return TakeSign(ref text, ref number, isNegative: true, text[1..^1]);
        if (!number.HasPercent && notation.Percent != PercentMeaning.None && text[^1] == '%')
        {
            number.HasPercent = true;
            text = FieldText.Trim(text[..^1]);
            return true;
        }

        return !number.HasCurrency && TakeCurrency(ref text, ref number);
    }

    static bool TakeSign(ref ReadOnlySpan<byte> text, ref Marks number, bool isNegative, ReadOnlySpan<byte> rest)
    {
        number.HasSign = true;
        number.IsNegative = isNegative;
        text = FieldText.Trim(rest);
        return true;
    }

    bool TakeCurrency(ref ReadOnlySpan<byte> text, ref Marks number)
    {
        foreach (var sign in _currency)
        {
            if (text.StartsWith(sign))
                text = FieldText.Trim(text[sign.Length..]);
            else if (text.EndsWith(sign))
                text = FieldText.Trim(text[..^sign.Length]);
            else
                continue;
            number.HasCurrency = true;
            return true;
        }

        return false;
    }

    /// <summary>Writes digits without their separators, and moves the point two places to the left for a percentage.</summary>
    bool TryDigits(ReadOnlySpan<byte> text, ref PlainWriter writer, bool isPercentage)
    {
        var whole = 0;
        Span<byte> digits = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        var sinceMark = 0;
        var hasMark = false;
        while (!text.IsEmpty)
        {
            if (text[0] is >= (byte)'0' and <= (byte)'9')
            {
                digits[whole++] = text[0];
                sinceMark++;
                text = text[1..];
            }
            else if (MarkAt(text) is var length and > 0)
            {
                if (hasMark ? sinceMark != 3 : sinceMark is 0 or > 3)
                    return false;
                hasMark = true;
                sinceMark = 0;
                text = text[length..];
            }
            else
            {
                break;
            }
        }

        if (hasMark && sinceMark != 3)
            return false;
        var fraction = default(ReadOnlySpan<byte>);
        var hasPoint = !text.IsEmpty && text[0] == _point;
        if (hasPoint)
        {
            text = text[1..];
            var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            fraction = end < 0 ? text : text[..end];
            text = text[fraction.Length..];
        }

        if (whole == 0 && fraction.IsEmpty)
            return false;
        if (isPercentage)
        {
            writer.AddMoved(digits[..whole], fraction);
            return text.IsEmpty;
        }

        writer.Add(digits[..whole]);
        if (hasPoint)
            writer.Add((byte)'.');
        writer.Add(fraction);

        // What is left is the exponent of a double or nothing at all; the type's own reading tells.
        writer.Add(text);
        return text.IsEmpty || text[0] is (byte)'e' or (byte)'E';
    }

    int MarkAt(ReadOnlySpan<byte> text)
    {
        foreach (var mark in _thousands)
        {
            if (text.StartsWith(mark))
                return mark.Length;
        }

        return 0;
    }

    struct Marks
    {
        public bool HasSign;
        public bool IsNegative;
        public bool HasCurrency;
        public bool HasPercent;
    }

    ref struct PlainWriter(Span<byte> plain)
    {
        readonly Span<byte> _plain = plain;

        public int Length { get; private set; }

        public void Add(byte b) => _plain[Length++] = b;

        public void Add(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_plain[Length..]);
            Length += bytes.Length;
        }

        public void AddMoved(scoped ReadOnlySpan<byte> whole, scoped ReadOnlySpan<byte> fraction)
        {
            if (whole.Length > 2)
                Add(whole[..^2]);
            Add((byte)'.');
            for (var i = whole.Length; i < 2; i++)
                Add((byte)'0');
            Add(whole.Length > 2 ? whole[^2..] : whole);
            Add(fraction);
        }
    }
}
