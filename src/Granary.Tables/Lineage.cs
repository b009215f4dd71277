namespace Granary.Tables;

/// <summary>The columns that every stage's rows carry after the data's columns.</summary>
public static class Lineage
{
    /// <summary>The file below the project's input prefix: <c>table/file.csv</c>. Text.</summary>
    public const string SourceFile = "_source_file";

    /// <summary>The physical line on which the record begins, from 1. A 64-bit integer.</summary>
    public const string SourceLine = "_source_line";

    /// <summary>The pipeline's job id. Text.</summary>
    public const string RunId = "_run_id";

    /// <summary>
    /// When the row was written: by its stage, or by the cleansed one where the final table has the same file. A timestamp in UTC.
    /// </summary>
    public const string ProcessedAt = "processed_at_utc";

    public static IReadOnlyList<string> All { get; } = [SourceFile, SourceLine, RunId, ProcessedAt];

    public static bool IsLineage(string column) => All.Contains(column, StringComparer.OrdinalIgnoreCase);
}
