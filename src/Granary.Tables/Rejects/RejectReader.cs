using Granary.DuckDb;
using Granary.Tables.Stages;

namespace Granary.Tables.Rejects;

/// <summary>Reads back what a stage rejected.</summary>
public static class RejectReader
{
    /// <param name="version">The version of the stage's table.</param>
    /// <param name="read">Called for each row, by file and line.</param>
    /// <param name="skip">The rows to leave out at the beginning.</param>
    /// <param name="limit">The largest number of rows that is read.</param>
    public static void Read(
        TableVersion version, string temporaryFolder, Action<RejectedRow> read, long skip = 0, long limit = long.MaxValue)
    {
        if (!Directory.Exists(version.RejectsFolder) || !Directory.EnumerateFiles(version.RejectsFolder, "*.parquet").Any())
            return;
        var files = Path.Combine(version.RejectsFolder, "*.parquet");
        using var database = StageDatabase.Start(temporaryFolder);
        using var rows = database.Connection.Query(
            Sql.From($"""
                SELECT file, line, "column", raw, code, reason FROM {StageDatabase.Parquet(files)}
                ORDER BY file, line, "column", code LIMIT {limit} OFFSET {skip}
                """));
        while (rows.ReadRow())
            read(new((string)rows[0]!, (long)rows[1]!, rows.GetText(2), (string)rows[3]!, (string)rows[4]!, (string)rows[5]!));
    }
}
