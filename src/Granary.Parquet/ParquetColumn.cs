namespace Granary.Parquet;

/// <summary>A column of a file.</summary>
/// <param name="Constant">The value of all rows, which is then written once in a row group; null when every row has its own.</param>
public sealed record ParquetColumn(string Name, ParquetType Type, ParquetValue? Constant = null)
{
    /// <param name="value">Null for a column without any value.</param>
    public static ParquetColumn Text(string name, string? value) => new(name, ParquetType.Text, ParquetValue.Of(value));

    /// <summary>A moment in UTC, to the microsecond.</summary>
    public static ParquetColumn Moment(string name, DateTimeOffset value) => new(name, ParquetType.Moment, ParquetValue.Of(value));
}

/// <summary>A value in Parquet's PLAIN encoding.</summary>
/// <param name="Plain">Without the length in front of a text; null for NULL.</param>
public sealed record ParquetValue(byte[]? Plain)
{
    public static ParquetValue Of(string? text) => new(text is null ? null : System.Text.Encoding.UTF8.GetBytes(text));

    public static ParquetValue Of(DateTimeOffset moment) =>
        new(BitConverter.GetBytes((moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond));
}
