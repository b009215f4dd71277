using System.Globalization;

namespace Granary.States.Values;

/// <summary>A number that keeps the digits it was written with.</summary>
public sealed class DataNumber : Data
{
    public DataNumber(string digits)
    {
        Digits = digits;
        Value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public DataNumber(long value)
    {
        Digits = value.ToString(CultureInfo.InvariantCulture);
        Value = value;
    }

    public string Digits { get; }

    /// <summary>The nearest double.</summary>
    public double Value { get; }

    public override string Kind => "a number";

    public bool IsWhole => Math.Floor(Value) == Value;

    /// <summary>By value: 1 and 1.0 are equal. Decimals decide where both fit one, because doubles confuse long identifiers.</summary>
    public static int Compare(DataNumber left, DataNumber right) =>
        left.Exact is { } l && right.Exact is { } r ? l.CompareTo(r) : left.Value.CompareTo(right.Value);

    public override bool Equals(Data? other) => other is DataNumber n && (n.Digits == Digits || Compare(this, n) == 0);

    public override int GetHashCode() => Value.GetHashCode();

    decimal? Exact => decimal.TryParse(Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null;
}
