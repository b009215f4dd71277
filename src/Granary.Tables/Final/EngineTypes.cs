using System.Text.RegularExpressions;
using Granary.DuckDb;
using Granary.Model;

namespace Granary.Tables.Final;

/// <summary>Between the engine's names of types and those of dataset files.</summary>
public static partial class EngineTypes
{
    /// <exception cref="ProblemException">The type is none that a table can have.</exception>
    public static string Word(string table, string column, string engineType) => engineType switch
    {
        "VARCHAR" or "UUID" => "string",
        "TINYINT" or "SMALLINT" or "INTEGER" or "UTINYINT" or "USMALLINT" => "integer",
        "BIGINT" or "UINTEGER" => "bigint",

            // Parquet has no whole number of 128 bits; DuckDB would write it as a double and lose digits.
            "HUGEINT" or "UBIGINT" or "UHUGEINT" => "decimal(38,0)",
            "FLOAT" or "DOUBLE" => "double",
            "BOOLEAN" => "boolean",
            "DATE" => "date",
            "TIME" => "time",
            "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => "timestamp",
            _ when DecimalType.IsMatch(engineType) => engineType.ToLowerInvariant(),
            _ => throw new ProblemException(
                new Problem(
                    "GR3009", ProblemKind.Usage,
                    $"The column {column} of {table} has the type {engineType}, which a table cannot have.",
                    "Cast it in final.sql, for example to VARCHAR.")),
        };

    /// <param name="word">A type in the words of dataset files.</param>
    public static Sql Sql(string word) => DuckDb.Sql.Trusted(word switch
    {
        "string" => "VARCHAR",
        "integer" or "bigint" or "double" or "boolean" or "date" or "time" or "timestamp" => word.ToUpperInvariant(),
        _ when DecimalType.IsMatch(word.ToUpperInvariant()) => word.ToUpperInvariant(),
        _ => throw new ArgumentException($"{word} is no type of a column.", nameof(word)),
    });

    /// <summary>
    /// The casts behind a value that is to stand in the files of a final table. A time of day is text there: Spark and Athena have none,
    /// and do not read a file with one.
    /// </summary>
    /// <param name="word">A type in the words of dataset files.</param>
    public static Sql InFiles(string word) => word == "time" ? DuckDb.Sql.From($"::TIME::VARCHAR") : DuckDb.Sql.From($"::{Sql(word)}");

    [GeneratedRegex(@"^DECIMAL\([0-9]+,[0-9]+\)\z")]
    private static partial Regex DecimalType { get; }
}
