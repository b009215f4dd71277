using System.Text;
using Granary.Model.Datasets;
using Granary.Tables.Plans;
using Granary.Tables.Values;

namespace Granary.Tables.Inference;

/// <summary>
/// Narrows down what one column holds, value by value. Not for many threads; those of parts are joined with <see cref="Join"/>.
/// </summary>
/// <remarks>
/// A text is read as a number only where the number says all that the text does: <c>01234</c>, <c>+1</c>, <c>1,000</c> and <c>NaN</c>
/// stay text. Dates are taken in ISO 8601 alone: <c>11/6/18</c> could be either day order.
/// </remarks>
sealed class TypeInference
{
    static readonly TimePattern[] Dates = [new("%Y-%m-%d")];
    static readonly TimePattern[] Timestamps = [.. TimePattern.IsoTimestamps.Where(p => p != "%Y-%m-%d").Select(p => new TimePattern(p))];

    TypeKinds _possible = TypeKinds.All;
    int _wholeDigits;
    int _scale;
    bool _any;

    /// <param name="text">Trimmed, not empty.</param>
    public void Add(ReadOnlySpan<byte> text)
    {
        _any = true;
        if (_possible == TypeKinds.None)
            return;
        if (_possible.HasFlag(TypeKinds.Number) && !TryNumber(text))
            _possible &= ~TypeKinds.Number;
        if (
            !_possible.HasFlag(TypeKinds.Number)
            && _possible.HasFlag(TypeKinds.Double)
            && (HasLeadingZero(text) || text[0] == '+' || !Numbers.TryDouble(text, grouped: false, out _)))
            _possible &= ~TypeKinds.Double;
        if (_possible.HasFlag(TypeKinds.Boolean) && !Ascii.EqualsIgnoreCase(text, "true"u8) && !Ascii.EqualsIgnoreCase(text, "false"u8))
            _possible &= ~TypeKinds.Boolean;
        if (_possible.HasFlag(TypeKinds.Date) && !(text.Length == 10 && TimePattern.TryAny(Dates, text, out _)))
            _possible &= ~TypeKinds.Date;
        if (_possible.HasFlag(TypeKinds.Timestamp) && !TimePattern.TryAny(Timestamps, text, out _))
            _possible &= ~TypeKinds.Timestamp;
    }

    public void Join(TypeInference other)
    {
        _possible &= other._possible;
        _wholeDigits = Math.Max(_wholeDigits, other._wholeDigits);
        _scale = Math.Max(_scale, other._scale);
        _any |= other._any;
    }

    /// <summary>Whether what was added rules out everything but text.</summary>
    public bool IsText => _possible == TypeKinds.None;

    public ColumnType Type => Evidence.Type;

    /// <summary>All of it as a value, for another process to go on with.</summary>
    public TypeEvidence Evidence => new(_any, _possible, _wholeDigits, _scale);

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
