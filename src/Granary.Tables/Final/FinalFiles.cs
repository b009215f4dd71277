using System.Globalization;
using System.Text.RegularExpressions;
using Granary.DuckDb;
using Granary.Tables.Stages;
using Granary.Tables.Writing;

namespace Granary.Tables.Final;

/// <summary>
/// The files of one version of a final table, written by numbers: what is written under one number can be read again by itself.
/// </summary>
sealed partial class FinalFiles(StageDatabase database, TableVersion version, IReadOnlyList<string> partitionKeys)
{
    static readonly Sql Format = Sql.From($"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, WRITE_BLOOM_FILTER false");

    public TableVersion Version { get; } = version;

    /// <summary>The columns whose values are in the path, not in the files.</summary>
    public IReadOnlyList<string> PartitionKeys { get; } = partitionKeys;

    /// <returns>The number that a file was written under; 0 for one that has none.</returns>
    public static int NumberOf(string path) =>
        Numbered.Match(Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <param name="number">From 1; no file of the folder may have it yet, or rows of another version would be written over.</param>
    /// <returns>The rows that were written.</returns>
    public long Write(Sql select, int number, CancellationToken cancellationToken)
    {
        if (PartitionKeys.Count == 0)
            return ParquetRows.Write(database.Connection, select, database.ScalarColumnsOf(select), [], PathOf(number), cancellationToken);
        var rows = database.Connection.Execute(
            Sql.From($"COPY ({select}) TO {Version.Folder} ({Format}, PARTITION_BY ({Keys}), OVERWRITE_OR_IGNORE, FILENAME_PATTERN "
                + $"{Name(number) + "-{i}"})"), cancellationToken);
        PartitionNames.Restore(Version.Folder);
        return rows;
    }

    /// <summary>Lets a file of rows that are to stay as they are be one of the version's too. Not for a version with partitions.</summary>
    public void Share(string file, int number) => SharedFile.Create(file, PathOf(number));

    /// <summary>What was written under a number, if any rows were.</summary>
    public Sql Written(int number) => PartitionKeys.Count == 0
        ? StageDatabase.Parquet(PathOf(number))
        : Sql.From($"read_parquet({Path.Combine(Version.Folder, "*=*", "**", $"{Name(number)}-*.parquet")}, hive_partitioning = true, "
            + $"hive_types_autocast = false)");

    /// <summary>Everything that the version has, if it has any rows.</summary>
    public Sql All => PartitionKeys.Count == 0
        ? StageDatabase.Parquet(Version.Files)
        : StageDatabase.Parquet(Path.Combine(Version.Folder, "*=*", "**", "*.parquet"));

    Sql Keys => Sql.Join(", ", PartitionKeys.Select(k => Sql.From($"{new Identifier(k)}")));

    string PathOf(int number) => Path.Combine(Version.Folder, $"{Name(number)}.parquet");

    static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"part-{number:00000}");

    [GeneratedRegex(@"^part-([0-9]{5,9})\b")]
    private static partial Regex Numbered { get; }
}
