using System.Globalization;

namespace Granary.Tables.Spark;

/// <summary>The columns that every stage adds, in Spark's words.</summary>
static class SparkLineage
{
    public static IReadOnlyList<SparkColumn> Columns { get; } =
    [
        new(Lineage.SourceFile, "STRING"), new(Lineage.SourceLine, "BIGINT"), new(Lineage.RunId, "STRING"),
        new(Lineage.ProcessedAt, "TIMESTAMP"),
    ];

    public static IReadOnlyList<SparkSql> OfRun(SparkRun run) =>
    [
        SparkSql.From($"{run.RunId} AS {new SparkName(Lineage.RunId)}"),
        SparkSql.From($"CAST({run.ProcessedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)} AS TIMESTAMP) AS {new SparkName(Lineage.ProcessedAt)}"),
    ];
}
