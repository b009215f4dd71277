using System.Globalization;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;

namespace Granary.Tables.Spark;

/// <summary>
/// Texts to numbers. A regular expression says what is a number; only then Spark's own reading, which takes more than that, makes it one.
/// </summary>
static class NumberSql
{
    public static SparkSql Of(ColumnSql column)
    {
        var plan = column.Plan;
        var plain = plan.Notation.IsPlain && !plan.Grouped ? column.Text : NotationSql.Plain(column);
        var pattern = plan.Type switch
        {
            ColumnType.Integer or ColumnType.BigInt => WholeNumber,
            ColumnType.Decimal d => Fixed(d.Scale),
            ColumnType.Double => Floating,
            _ => throw new ArgumentException($"{plan.Type} is not a type of numbers.", nameof(column)),
        };
        var type = SparkSql.Trusted(SqlDialect.Spark.Type(plan.Type));
        var number = SparkSql.From($"CASE WHEN {plain} RLIKE {pattern} THEN CAST({plain} AS {type}) END");
        return plan.Type is ColumnType.Double ? Finite(column, number) : number;
    }

    const string WholeNumber = @"\A[-+]?[0-9]+\z";

    /// <summary>Digits on one side of the point at least, and an exponent.</summary>
    const string Floating = @"\A[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\z";

    /// <summary>Nothing but zeros beyond the places that the type has, so that the cast has nothing to round.</summary>
    static string Fixed(int scale) =>
        string.Create(CultureInfo.InvariantCulture, $@"\A[-+]?(?=\.?[0-9])[0-9]*(?:\.[0-9]{{0,{scale}}}0*)?\z");

    static SparkSql Finite(ColumnSql column, SparkSql number)
    {
        var read = column.Add("d", number);
        var named = column.Plan.NonFinite
            ? SparkSql.From($"""
                WHEN {column.Text} RLIKE {@"\A(?i:nan)\z"} THEN double('NaN')
                WHEN {column.Text} RLIKE {@"\A[+]?(?i:inf(?:inity)?)\z"} THEN double('Infinity')
                WHEN {column.Text} RLIKE {@"\A-(?i:inf(?:inity)?)\z"} THEN double('-Infinity')
                """)
            : default;

        // A zero has no sign.
        return SparkSql.From($"CASE WHEN {read} = 0 THEN 0D WHEN abs({read}) < double('Infinity') THEN {read} {named} END");
    }
}
