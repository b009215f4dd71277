using System.Text;
using Granary.Model.Datasets;
using Granary.Tables.Values;

namespace Granary.Tables.Inference;

/// <summary>Narrows down what one column holds, value by value. Not for many threads; guesses of parts are joined with <see cref="Join"/>.</summary>
/// <remarks>
/// A text is taken for a number only where the number says all that the text does: <c>01234</c>, <c>+1</c>, <c>1,000</c> and <c>NaN</c> stay text.
/// Dates are taken in ISO 8601 alone: <c>11/6/18</c> is a guess that nobody should make.
/// </remarks>
sealed class TypeGuess
{
    const int MaxIntegerDigits = 18;

    static readonly TimePattern[] Dates = [new("%Y-%m-%d")];
    static readonly TimePattern[] Timestamps = [.. TimePattern.IsoTimestamps.Where(p => p != "%Y-%m-%d").Select(p => new TimePattern(p))];

    Kinds _possible = Kinds.All;
    int _wholeDigits;
    int _scale;
    bool _any;

    [Flags]
    enum Kinds
    {
        None = 0,
        Number = 1,
        Double = 2,
        Boolean = 4,
        Date = 8,
        Timestamp = 16,
        All = 31,
    }

    /// <param name="text">Trimmed, not empty.</param>
    public void Add(ReadOnlySpan<byte> text)
    {
        _any = true;
        if (_possible == Kinds.None)
            return;
        if (_possible.HasFlag(Kinds.Number) && !TryNumber(text))
            _possible &= ~Kinds.Number;
        if (!_possible.HasFlag(Kinds.Number) && _possible.HasFlag(Kinds.Double) && (HasLeadingZero(text) || text[0] == '+' || !Numbers.TryDouble(text, grouped: false, out _)))
            _possible &= ~Kinds.Double;
        if (_possible.HasFlag(Kinds.Boolean) && !Ascii.EqualsIgnoreCase(text, "true"u8) && !Ascii.EqualsIgnoreCase(text, "false"u8))
            _possible &= ~Kinds.Boolean;
        if (_possible.HasFlag(Kinds.Date) && !(text.Length == 10 && TimePattern.TryAny(Dates, text, out _)))
            _possible &= ~Kinds.Date;
        if (_possible.HasFlag(Kinds.Timestamp) && !TimePattern.TryAny(Timestamps, text, out _))
            _possible &= ~Kinds.Timestamp;
    }

    public void Join(TypeGuess other)
    {
        _possible &= other._possible;
        _wholeDigits = Math.Max(_wholeDigits, other._wholeDigits);
        _scale = Math.Max(_scale, other._scale);
        _any |= other._any;
    }

    /// <summary>Whether what was added rules out everything but text.</summary>
    public bool IsText => _possible == Kinds.None;

    public ColumnType Type
    {
        get
        {
            if (!_any)
                return new ColumnType.String();
            if (_possible.HasFlag(Kinds.Number))
                return Number();
            if (_possible.HasFlag(Kinds.Double))
                return new ColumnType.Double();
            if (_possible.HasFlag(Kinds.Boolean))
                return new ColumnType.Boolean();
            if (_possible.HasFlag(Kinds.Date))
                return new ColumnType.Date();
            return _possible.HasFlag(Kinds.Timestamp) ? new ColumnType.Timestamp() : new ColumnType.String();
        }
    }

    /// <summary>Exact wherever 38 digits are enough; wide, so that tomorrow's file has room.</summary>
    ColumnType Number()
    {
        if (_scale == 0 && _wholeDigits <= MaxIntegerDigits)
            return new ColumnType.BigInt();
        var digits = _wholeDigits + _scale;
        return digits > ColumnType.MostDigits
            ? new ColumnType.String()
            : new ColumnType.Decimal(digits <= 18 ? 18 : ColumnType.MostDigits, _scale);
    }

    bool TryNumber(ReadOnlySpan<byte> text)
    {
        if (HasLeadingZero(text) || text[0] == '+')
            return false;
        var digits = text[0] == '-' ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if ((whole.IsEmpty && fraction.IsEmpty) || !AreDigits(whole) || !AreDigits(fraction))
            return false;
        _wholeDigits = Math.Max(_wholeDigits, whole.Length);
        _scale = Math.Max(_scale, fraction.Length);
        return true;
    }

    static bool AreDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    static bool HasLeadingZero(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        return digits.Length > 1 && digits[0] == '0' && digits[1] is >= (byte)'0' and <= (byte)'9';
    }
}
