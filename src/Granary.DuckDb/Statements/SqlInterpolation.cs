using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Granary.DuckDb;

/// <summary>What the compiler makes of the string given to <see cref="Sql.From"/>.</summary>
[InterpolatedStringHandler]
public ref struct SqlInterpolation(int literalLength, int formattedCount)
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly StringBuilder _sql = new(literalLength + (formattedCount * 16));
    SqlPosition _position;

    public void AppendLiteral(string literal)
    {
        _position.Pass(literal);
        _sql.Append(literal);
    }

    public void AppendFormatted(Sql sql) => Add(sql.Text);

    public void AppendFormatted(Identifier name) => Add(name.ToString());

    /// <param name="text">Null becomes NULL.</param>
    public void AppendFormatted(string? text) => Add(text is null ? "NULL" : Quote(text));

    public void AppendFormatted(char character) => Add(Quote(character.ToString()));

    public void AppendFormatted(bool value) => Add(value ? "true" : "false");

    /// <param name="number">A negative one gets brackets: two minus signs in a row would begin a comment.</param>
    public void AppendFormatted(long number) => Add(number switch
    {
        // The number without its sign would be too large for BIGINT.
        long.MinValue => "CAST('-9223372036854775808' AS BIGINT)",
        < 0 => $"({number})",
        _ => number.ToString(),
    });

    public void AppendFormatted(ulong number) => Add(number.ToString());

    public void AppendFormatted(BigInteger number) => AddNumber(number.ToString(CultureInfo.InvariantCulture));

    /// <param name="number">Stays a DOUBLE, also without digits behind the point.</param>
    public void AppendFormatted(double number) => Add($"CAST({Quote(number.ToString("R", CultureInfo.InvariantCulture))} AS DOUBLE)");

    public void AppendFormatted(decimal number) => AddNumber(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(DuckDbDecimal number) => AddNumber(number.ToString());

    public void AppendFormatted(DateOnly date) => Add($"DATE '{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'");

    /// <param name="time">As the clock shows it, whatever its kind. To the microsecond.</param>
    public void AppendFormatted(DateTime time) => Add($"TIMESTAMP '{Microseconds(time)}'");

    /// <param name="moment">To the microsecond.</param>
    public void AppendFormatted(DateTimeOffset moment) => Add($"TIMESTAMPTZ '{Microseconds(moment.UtcDateTime)}+00'");

    public void AppendFormatted(Guid value) => Add($"UUID '{value}'");

    internal readonly Sql Build() => new(_sql.ToString());

    static string Quote(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException(
                $"The text '{text.Replace("\0", "\\0")}' has a NUL character, which ends a statement.", nameof(text));

        // Half of a surrogate pair would become another character on its way to the engine.
        _ = StrictUtf8.GetByteCount(text);
        return $"'{text.Replace("'", "''")}'";
    }

    static string Microseconds(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    readonly void AddNumber(string number) => Add(number.StartsWith('-') ? $"({number})" : number);

    readonly void Add(string sql)
    {
        if (_position.Inside is { } place)
            throw new ArgumentException($"A value stands inside of {place}, where it would not be taken as one: {_sql} …", nameof(sql));
        _sql.Append(sql);
    }
}
