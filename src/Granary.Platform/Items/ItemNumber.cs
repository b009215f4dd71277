using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Granary.Platform.Items;

/// <summary>A number of an item: exact, with at most 38 significant digits.</summary>
/// <remarks>Source: DynamoDB developer guide, "Data types", Number.</remarks>
public readonly partial record struct ItemNumber
{
    const int MostDigits = 38;
    const int LeastExponent = -130;
    const int MostExponent = 125;

    readonly BigInteger _digits;
    readonly int _exponent;

    ItemNumber(BigInteger digits, int exponent)
    {
        while (!digits.IsZero && digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        (_digits, _exponent) = (digits, digits.IsZero ? 0 : exponent);
    }

    /// <summary>The digits before and behind the point, and how many there are.</summary>
    int Length => BigInteger.Abs(_digits).ToString(CultureInfo.InvariantCulture).Length;

    /// <param name="why">What the service says of a text that is no number of its kind.</param>
    public static bool TryParse(string text, out ItemNumber number, [NotNullWhen(false)] out string? why)
    {
        number = default;
        why = null;
        if (
            Written.Match(text) is not { Success: true } match
            || !int.TryParse(
                match.Groups["exponent"].Value is { Length: > 0 } e ? e : "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var exponent))
        {
            why = $"The parameter cannot be converted to a numeric value: {text}";
            return false;
        }

        var fraction = match.Groups["fraction"].Value;
        number = new(
            BigInteger.Parse(
                match.Groups["sign"].Value + match.Groups["whole"].Value + fraction, NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture),
            exponent - fraction.Length);
        why = number.Refusal();
        return why is null;
    }

    public static ItemNumber operator +(ItemNumber a, ItemNumber b)
    {
        var exponent = Math.Min(a._exponent, b._exponent);
        return new(a.At(exponent) + b.At(exponent), exponent);
    }

    public static ItemNumber operator -(ItemNumber a, ItemNumber b) => a + new ItemNumber(-b._digits, b._exponent);

    public int CompareWith(ItemNumber other)
    {
        var exponent = Math.Min(_exponent, other._exponent);
        return At(exponent).CompareTo(other.At(exponent));
    }

    /// <returns>Why the service would not keep it, or null.</returns>
    public string? Refusal()
    {
        if (Length > MostDigits)
            return "Attempting to store more than 38 significant digits in a Number";
        var magnitude = _exponent + Length - 1;
        if (!_digits.IsZero && magnitude > MostExponent)
            return "Number overflow. Attempting to store a number with magnitude larger than supported range";
        return !_digits.IsZero && magnitude < LeastExponent
            ? "Number underflow. Attempting to store a number with magnitude smaller than supported range"
            : null;
    }

    /// <summary>As the service gives it back: without exponent, without zeros that say nothing.</summary>
    public override string ToString()
    {
        var sign = _digits.Sign < 0 ? "-" : "";
        var digits = BigInteger.Abs(_digits).ToString(CultureInfo.InvariantCulture);
        if (_exponent >= 0)
            return sign + digits + new string('0', _exponent);
        return -_exponent >= digits.Length
            ? $"{sign}0.{new string('0', -_exponent - digits.Length)}{digits}"
            : $"{sign}{digits[..(digits.Length + _exponent)]}.{digits[(digits.Length + _exponent)..]}";
    }

    BigInteger At(int exponent) => _digits * BigInteger.Pow(10, _exponent - exponent);

    [GeneratedRegex(
        @"^\s*(?<sign>[+-]?)(?=\.?\d)(?<whole>\d*)(\.(?<fraction>\d*))?([eE](?<exponent>[+-]?\d{1,4}))?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written { get; }
}
