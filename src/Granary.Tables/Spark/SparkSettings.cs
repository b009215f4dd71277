namespace Granary.Tables.Spark;

/// <summary>What Spark must be told so that our SQL means what it says; the runner sets them before a plan's first step.</summary>
static class SparkSettings
{
    /// <summary>Where all SQL is ours.</summary>
    public static IReadOnlyDictionary<string, string> Ours { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        // A text that is no value is NULL, not an error; and a date before 1582 is what it says in every file.
        ["spark.sql.ansi.enabled"] = "false",
        ["spark.sql.session.timeZone"] = "UTC",
        ["spark.sql.parquet.datetimeRebaseModeInRead"] = "CORRECTED",
        ["spark.sql.parquet.datetimeRebaseModeInWrite"] = "CORRECTED",
        ["spark.sql.parquet.int96RebaseModeInRead"] = "CORRECTED",
        ["spark.sql.parquet.int96RebaseModeInWrite"] = "CORRECTED",
        ["spark.sql.parquet.outputTimestampType"] = "TIMESTAMP_MICROS",
        ["spark.sql.parquet.inferTimestampNTZ.enabled"] = "true",
        ["spark.sql.parquet.writeLegacyFormat"] = "false",
        ["spark.sql.parquet.compression.codec"] = "zstd",
        ["spark.sql.sources.partitionColumnTypeInference.enabled"] = "false",
        ["spark.sql.sources.partitionOverwriteMode"] = "static",
        ["mapreduce.fileoutputcommitter.marksuccessfuljobs"] = "false",

        // No row is lost in silence.
        ["spark.sql.files.ignoreCorruptFiles"] = "false",
        ["spark.sql.files.ignoreMissingFiles"] = "false",

        // Literals are what we wrote, and two names that differ in case are two.
        ["spark.sql.parser.escapedStringLiterals"] = "false",
        ["spark.sql.parser.quotedRegexColumnNames"] = "false",
        ["spark.sql.variable.substitute"] = "false",
        ["spark.sql.caseSensitive"] = "true",

        // What a layer computes once stays computed once: neither drawn into the layer above nor repeated below for the sake of a filter.
        ["spark.sql.optimizer.collapseProjectAlwaysInline"] = "false",
        ["spark.sql.optimizer.excludedRules"] =
            "org.apache.spark.sql.catalyst.optimizer.PushDownPredicates,"
            + "org.apache.spark.sql.catalyst.optimizer.PushPredicateThroughNonJoin",
        ["spark.sql.constraintPropagation.enabled"] = "false",
    };

    /// <summary>Where the query is an author's, who writes names as he likes and whose filters should reach the files.</summary>
    public static IReadOnlyDictionary<string, string> Authors { get; } =
        new SortedDictionary<string, string>(Ours.ToDictionary(), StringComparer.Ordinal)
        {
            // Spark's own way gives NULL, or a sum that has gone round, where DuckDB ends with an error.
            ["spark.sql.ansi.enabled"] = "true",
            ["spark.sql.caseSensitive"] = "false",
            ["spark.sql.constraintPropagation.enabled"] = "true",
            ["spark.sql.optimizer.excludedRules"] = "",
        };
}
