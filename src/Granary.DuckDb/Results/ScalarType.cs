using System.Globalization;

namespace Granary.DuckDb;

/// <summary>A type that is not made of other types, and has no name of its own.</summary>
/// <param name="Width">Digits in all, of a decimal; else 0.</param>
/// <param name="Scale">Digits after the point, of a decimal; else 0.</param>
public readonly record struct ScalarType(DuckDbType Kind, int Width = 0, int Scale = 0)
{
    public static ScalarType Decimal(int width, int scale) => new(DuckDbType.Decimal, width, scale);

    public static implicit operator ScalarType(DuckDbType kind) => new(kind);

    /// <summary>As SQL spells it, such as <c>DECIMAL(20,10)</c>.</summary>
    public override string ToString() => Kind switch
    {
        DuckDbType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDbType.TimestampS => "TIMESTAMP_S",
        DuckDbType.TimestampMs => "TIMESTAMP_MS",
        DuckDbType.TimestampNs => "TIMESTAMP_NS",
        DuckDbType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbType.TimeTz => "TIME WITH TIME ZONE",
        DuckDbType.TimeNs => "TIME_NS",
        DuckDbType.SqlNull => "\"NULL\"",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
