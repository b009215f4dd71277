using System.Globalization;
using Granary.Tables.Dialects;
using Granary.Tables.Final;

namespace Granary.Tables.Spark;

/// <summary>The columns that every stage adds, in Spark's words.</summary>
static class SparkLineage
{
    public static IReadOnlyList<SparkColumn> Columns { get; } =
        [.. FinalQuery.LineageColumns.Select(c => new SparkColumn(c.Name, TypeOf(c.Name)))];

    public static IReadOnlyList<SparkSql> OfRun(SparkRun run)
    {
        var moment = run.ProcessedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return
        [
            SparkSql.From($"{run.RunId} AS {new SparkName(Lineage.RunId)}"),
            SparkSql.From($"CAST({moment} AS {SparkSql.Trusted(SparkDialect.Moment)}) AS {new SparkName(Lineage.ProcessedAt)}"),
        ];
    }

    /// <summary>A column of the lineage, or NULL of its type.</summary>
    /// <param name="isThere">Whether what is selected from has it.</param>
    public static SparkSql Carried(string column, bool isThere)
    {
        var type = SparkSql.Trusted(TypeOf(column));
        return isThere
            ? SparkSql.From($"CAST({new SparkName(column)} AS {type}) AS {new SparkName(column)}")
            : SparkSql.From($"CAST(NULL AS {type}) AS {new SparkName(column)}");
    }

    static string TypeOf(string column) => column == Lineage.ProcessedAt
        ? SparkDialect.Moment
        : SqlDialect.Spark.Type(FinalQuery.LineageColumns.Single(c => c.Name == column).Type);
}
