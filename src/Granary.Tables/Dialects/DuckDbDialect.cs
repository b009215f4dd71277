using System.Globalization;
using System.Text.RegularExpressions;
using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Dialects;

/// <summary>DuckDB's SQL, and what its types are as types of dataset files.</summary>
public sealed partial class DuckDbDialect : SqlDialect
{
    /// <summary>Digits that every double has.</summary>
    const int ExactDigits = 15;

    const int DigitsOf64Bits = 18;

    public override string Name(string name) => new Identifier(name).ToString();

    public override string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.String => "VARCHAR",
        ColumnType.Decimal d => Decimal(d),
        _ => type.ToString().ToUpperInvariant(),
    };

    // DuckDB computes with 64 bits, and fails where they do not suffice, unless an operand has more itself.
    protected override string Operand(string value, ColumnType.Decimal type, ColumnType.Decimal result) =>
        type.Precision <= DigitsOf64Bits && result.Precision > DigitsOf64Bits
            ? $"CAST({value} AS {Decimal(type with { Precision = DigitsOf64Bits + 1 })})"
            : value;

    // A division by a power of ten is exact to the last bit for few digits alone; of the text the nearest double is found.
    protected override string ToDouble(ColumnType from, string value) =>
        from is ColumnType.Decimal { Precision: > ExactDigits } ? $"CAST(CAST({value} AS VARCHAR) AS DOUBLE)" : $"CAST({value} AS DOUBLE)";

    protected override string DaysBetween(string later, string earlier) => $"CAST({later} - {earlier} AS INTEGER)";

    protected override string Like(string value, string pattern) => $@"({value} LIKE {Text(pattern)} ESCAPE '\')";

    protected override string Matches(string value, RulePattern pattern) => $"regexp_full_match({value}, {Text(pattern.Portable)})";

    public Sql TypeSql(ColumnType type) => Sql.Trusted(Type(type));

    /// <summary>
    /// The casts after a value that is written to the files of a final table. A time of day is text there: Spark and Athena have no such
    /// type, and do not read a file with one.
    /// </summary>
    public Sql CastInFiles(ColumnType type) => type is ColumnType.Time ? Sql.From($"::TIME::VARCHAR") : Sql.From($"::{TypeSql(type)}");

    /// <summary>A column without values, to be in a SELECT.</summary>
    public Sql Null(Column column) => Sql.From($"NULL::{TypeSql(column.Type)} AS {new Identifier(column.Name)}");

    /// <param name="engineType">DuckDB's name of the type.</param>
    /// <exception cref="ProblemException">A table cannot have the type.</exception>
    public static ColumnType TypeOf(string table, string column, string engineType) => engineType switch
    {
        "VARCHAR" or "UUID" => new ColumnType.String(),
        "TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" => new ColumnType.Integer(),
        "BIGINT" or "UINTEGER" => new ColumnType.BigInt(),

        // Parquet has no whole number of 128 bits; DuckDB would write it as a double and lose digits.
        "HUGEINT" or "UBIGINT" or "UHUGEINT" => new ColumnType.Decimal(ColumnType.MostDigits, 0),
        "FLOAT" or "DOUBLE" => new ColumnType.Double(),
        "BOOLEAN" => new ColumnType.Boolean(),
        "DATE" => new ColumnType.Date(),
        "TIME" => new ColumnType.Time(),
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => new ColumnType.Timestamp(),
        _ when DecimalType.Match(engineType) is { Success: true } match => new ColumnType.Decimal(Number(match, 1), Number(match, 2)),
        _ => throw new ProblemException(
            new Problem(
                "GR3009", ProblemKind.Usage, $"The column {column} of {table} has the type {engineType}, which a table cannot have.",
                "Cast it in final.sql, for example to VARCHAR.")),
    };

    static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^DECIMAL\(([0-9]+),([0-9]+)\)\z")]
    private static partial Regex DecimalType { get; }
}
