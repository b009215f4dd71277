namespace Granary.Parquet;

/// <summary>What a column's values are. Source: parquet.thrift and LogicalTypes.md, whose numbers these are.</summary>
public sealed record ParquetType
{
    ParquetType(PhysicalType physical, int? converted, LogicalType? logical = null) =>
        (Physical, Converted, Logical) = (physical, converted, logical);

    /// <summary>UTF-8.</summary>
    public static ParquetType Text { get; } = new(PhysicalType.ByteArray, 0, LogicalType.String);

    public static ParquetType Boolean { get; } = new(PhysicalType.Boolean, null);

    public static ParquetType Int32 { get; } = new(PhysicalType.Int32, 17);

    public static ParquetType Int64 { get; } = new(PhysicalType.Int64, 18);

    public static ParquetType Double { get; } = new(PhysicalType.Double, null);

    /// <summary>Days since 1970.</summary>
    public static ParquetType Date { get; } = new(PhysicalType.Int32, 6, LogicalType.Date);

    /// <summary>Microseconds since midnight.</summary>
    public static ParquetType Time { get; } = new(PhysicalType.Int64, 8, LogicalType.Time);

    /// <summary>Microseconds since 1970, by the clock of a place that the file does not name.</summary>
    public static ParquetType Timestamp { get; } = new(PhysicalType.Int64, 10, LogicalType.Timestamp);

    /// <summary>A timestamp in UTC, in microseconds since 1970.</summary>
    public static ParquetType Moment { get; } = new(PhysicalType.Int64, 10, LogicalType.Moment);

    /// <param name="precision">Digits in all, 1 to 38: up to 9 in 32 bits, up to 18 in 64, else in 16 bytes.</param>
    /// <param name="scale">Digits behind the point.</param>
    public static ParquetType Decimal(int precision, int scale) => new(
        precision <= 9 ? PhysicalType.Int32 : precision <= 18 ? PhysicalType.Int64 : PhysicalType.Fixed, 5, LogicalType.Decimal)
    { Precision = precision, Scale = scale };

    public int Precision { get; private init; }

    public int Scale { get; private init; }

    internal PhysicalType Physical { get; }

    internal int? Converted { get; }

    internal LogicalType? Logical { get; }
}

enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Double = 5,
    ByteArray = 6,
    Fixed = 7,
}

enum LogicalType
{
    String = 1,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,

    /// <summary>A timestamp, too: one that is adjusted to UTC.</summary>
    Moment = -8,
}
