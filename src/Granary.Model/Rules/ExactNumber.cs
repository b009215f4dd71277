using System.Globalization;
using System.Numerics;
using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>A number with all its digits: <c>Unscaled / 10^Scale</c>, without zeros at the end of the fraction.</summary>
readonly record struct ExactNumber(BigInteger Unscaled, int Scale)
{
    /// <summary>More than any type has; a longer exponent is no number that somebody means.</summary>
    const int MostExponent = 400;

    /// <param name="text">A sign, digits, a point, digits, an exponent; as JSON has numbers.</param>
    public static bool TryParse(string text, out ExactNumber number)
    {
        number = default;
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (
            mark >= 0
            && (
                !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs(exponent) > MostExponent))
            return false;
        var digits = mark < 0 ? text : text[..mark];
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits.Remove(point, 1);
        if (
            !whole.Any(char.IsAsciiDigit)
            || !BigInteger.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unscaled))
            return false;
        var scale = (point < 0 ? 0 : digits.Length - point - 1) - exponent;
        if (scale < 0)
            (unscaled, scale) = (unscaled * BigInteger.Pow(10, -scale), 0);
        for (; scale > 0 && unscaled % 10 == 0; scale--)
            unscaled /= 10;
        number = new(unscaled, scale);
        return true;
    }

    /// <summary>Digits before the point; none for what is smaller than 1.</summary>
    public int WholeDigits =>
        BigInteger.Abs(Unscaled) is var all && all.IsZero ? 0 : Math.Max(0, all.ToString(CultureInfo.InvariantCulture).Length - Scale);

    /// <summary>The narrowest type that has it, or null when it needs more than 38 digits.</summary>
    public ColumnType? Type => this switch
    {
        { Scale: 0 } when Unscaled >= int.MinValue && Unscaled <= int.MaxValue => new ColumnType.Integer(),
        { Scale: 0 } when Unscaled >= long.MinValue && Unscaled <= long.MaxValue => new ColumnType.BigInt(),
        _ when WholeDigits + Scale <= ColumnType.MostDigits => new ColumnType.Decimal(Math.Max(1, WholeDigits + Scale), Scale),
        _ => null,
    };

    /// <returns>The number as a value of a type, or null when the type does not have it; a double is the nearest.</returns>
    public string? As(ColumnType type) =>
        type switch
        {
            ColumnType.Integer => Scale == 0 && Unscaled >= int.MinValue && Unscaled <= int.MaxValue ? ToString() : null,
            ColumnType.BigInt => Scale == 0 && Unscaled >= long.MinValue && Unscaled <= long.MaxValue ? ToString() : null,
            ColumnType.Decimal d => Scale <= d.Scale && WholeDigits <= d.Precision - d.Scale ? Padded(d.Scale) : null,
            ColumnType.Double => double.Parse(ToString(), CultureInfo.InvariantCulture) is var real && double.IsFinite(real)
                ? real.ToString("R", CultureInfo.InvariantCulture)
                : null,
            _ => null,
        };

    /// <returns>Less than zero where the first is smaller, more where it is larger.</returns>
    public static int Compare(ExactNumber a, ExactNumber b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return (a.Unscaled * BigInteger.Pow(10, scale - a.Scale)).CompareTo(b.Unscaled * BigInteger.Pow(10, scale - b.Scale));
    }

    public override string ToString() => Padded(Scale);

    string Padded(int places)
    {
        var digits = BigInteger
            .Abs(Unscaled * BigInteger.Pow(10, places - Scale))
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(places + 1, '0');
        var sign = Unscaled.Sign < 0 ? "-" : "";
        return places == 0 ? sign + digits : $"{sign}{digits[..^places]}.{digits[^places..]}";
    }
}
