using System.Globalization;

namespace Granary.DuckDb;

/// <summary>A DECIMAL with all of its 38 digits, of which <see cref="decimal"/> holds 28.</summary>
/// <param name="Digits">The value times ten to the power of <paramref name="Scale"/>.</param>
/// <param name="Scale">The digits behind the point, as the column has them. 0 to 38.</param>
/// <remarks>Equal means the same scale too: 1.0 is not 1.00.</remarks>
public readonly record struct DuckDbDecimal(Int128 Digits, int Scale)
{
    /// <exception cref="OverflowException">The value has more digits than <see cref="decimal"/> holds.</exception>
    public static explicit operator decimal(DuckDbDecimal value) => value.ToDecimal();

    /// <inheritdoc cref="op_Explicit(DuckDbDecimal)"/>
    public decimal ToDecimal()
    {
        var magnitude = UInt128.CreateChecked(Int128.IsNegative(Digits) ? -Digits : Digits);
        if (Scale > 28 || magnitude >> 96 != 0)
            throw new OverflowException($"{this} has more digits than decimal holds.");
        return new(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), Int128.IsNegative(Digits), (byte)Scale);
    }

    /// <summary>Every digit, with a point; the form that DuckDB gives.</summary>
    public override string ToString()
    {
        if (Scale == 0)
            return Digits.ToString(CultureInfo.InvariantCulture);
        var negative = Int128.IsNegative(Digits);
        var digits = (negative ? -Digits : Digits).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return $"{(negative ? "-" : "")}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
