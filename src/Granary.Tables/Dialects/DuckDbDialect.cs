using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Dialects;

/// <summary>DuckDB's SQL, and what its types are as types of dataset files.</summary>
public sealed class DuckDbDialect : SqlDialect
{
    /// <summary>Digits that every double has.</summary>
    const int ExactDigits = 15;

    const int DigitsOf64Bits = 18;

    public override string Name(string name) => new Identifier(name).ToString();

    public override string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public override string Type(ColumnType type) => ScalarOf(type).ToString();

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

    /// <summary>What the engine keeps values of a type in.</summary>
    public static ScalarType ScalarOf(ColumnType type) => type switch
    {
        ColumnType.String => DuckDbType.Varchar,
        ColumnType.Integer => DuckDbType.Integer,
        ColumnType.BigInt => DuckDbType.BigInt,
        ColumnType.Decimal d => ScalarType.Decimal(d.Precision, d.Scale),
        ColumnType.Double => DuckDbType.Double,
        ColumnType.Boolean => DuckDbType.Boolean,
        ColumnType.Date => DuckDbType.Date,
        ColumnType.Timestamp => DuckDbType.Timestamp,
        ColumnType.Time => DuckDbType.Time,
        _ => throw new ArgumentException($"{type} is not a type of a table's column.", nameof(type)),
    };

    /// <summary>A column of a query as a column of a table.</summary>
    /// <param name="table">Its name, for the message.</param>
    /// <exception cref="ProblemException">A table cannot have the column's type.</exception>
    public static Column ColumnOf(string table, DuckDbColumn column) => new(column.Name, column.Scalar switch
    {
        { Kind: DuckDbType.Varchar or DuckDbType.Uuid } => new ColumnType.String(),
        { Kind: DuckDbType.TinyInt or DuckDbType.SmallInt or DuckDbType.Integer or DuckDbType.UTinyInt or DuckDbType.USmallInt } =>
            new ColumnType.Integer(),
        { Kind: DuckDbType.BigInt or DuckDbType.UInteger } => new ColumnType.BigInt(),

        // Parquet has no whole number of 128 bits; DuckDB would write it as a double and lose digits.
        { Kind: DuckDbType.HugeInt or DuckDbType.UBigInt or DuckDbType.UHugeInt } => new ColumnType.Decimal(ColumnType.MostDigits, 0),
        { Kind: DuckDbType.Decimal } d => new ColumnType.Decimal(d.Width, d.Scale),
        { Kind: DuckDbType.Float or DuckDbType.Double } => new ColumnType.Double(),
        { Kind: DuckDbType.Boolean } => new ColumnType.Boolean(),
        { Kind: DuckDbType.Date } => new ColumnType.Date(),
        { Kind: DuckDbType.Time } => new ColumnType.Time(),
        { Kind: DuckDbType.Timestamp or DuckDbType.TimestampTz or DuckDbType.TimestampS or DuckDbType.TimestampMs
            or DuckDbType.TimestampNs } => new ColumnType.Timestamp(),
        _ => throw new ProblemException(
            new Problem(
                "GR3009", ProblemKind.Usage,
                $"The column {column.Name} of {table} has the type {column.Type}, which a table cannot have.",
                "Cast it in final.sql, for example to VARCHAR.")),
    });
}
