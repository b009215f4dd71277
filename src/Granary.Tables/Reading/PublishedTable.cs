using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Stages;

namespace Granary.Tables.Reading;

/// <summary>A version of a final table as its files are.</summary>
/// <param name="Folder">Where the version's files are.</param>
/// <param name="Columns">All columns, in the order that readers see.</param>
/// <param name="PartitionKeys">Those of them whose values are in the path.</param>
/// <param name="Rows">0 means that there need not be files.</param>
public sealed record PublishedTable(
    string Database,
    string Name,
    string Folder,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<string> PartitionKeys,
    long Rows)
{
    /// <summary>Whether files of earlier versions may be among its own, which may lack columns.</summary>
    public bool HasOlderFiles { get; init; }

    /// <summary>Looks at the files anew.</summary>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="DuckDbException">A file is gone or damaged, or lacks a column.</exception>
    public long CountRows(string temporaryFolder)
    {
        using var database = StageDatabase.Start(temporaryFolder);
        var columns = Sql.Join(", ", Columns.Select(c => Sql.From($"{new Identifier(c.Name)}")));
        database.Connection.Execute(Sql.From($"CREATE VIEW found AS SELECT {columns} FROM ({Select})"));
        return database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM found"));
    }

    /// <summary>The rows, every column under its own type.</summary>
    internal Sql Select
    {
        get
        {
            if (Rows == 0)
                return Sql.From(
                    $"SELECT {Sql.Join(", ", Columns.Select(c => Sql.From($"NULL::{Type(c)} AS {new Identifier(c.Name)}")))} WHERE false");
            var values = Sql.Join(", ", Columns.Select(c => Sql.From($"{new Identifier(c.Name)}::{Type(c)} AS {new Identifier(c.Name)}")));
            var byName = HasOlderFiles ? Sql.From($", union_by_name = true") : Sql.From($"");
            return PartitionKeys.Count == 0
                ? Sql.From($"SELECT {values} FROM read_parquet({Path.Combine(Folder, "*.parquet")}, hive_partitioning = false{byName})")
                : Sql.From($"SELECT {values} FROM read_parquet({Path.Combine(Folder, "*=*", "**", "*.parquet")}, hive_partitioning = "
                    + $"true, hive_types_autocast = false{byName})");
        }
    }

    /// <summary>The files that hold the rows, in order.</summary>
    internal IReadOnlyList<string> FilePaths() =>
        PartitionKeys.Count == 0
            ? [.. Directory.EnumerateFiles(Folder, "*.parquet").Order(StringComparer.Ordinal)]
            :
            [
                .. Directory
                    .EnumerateDirectories(Folder, "*=*")
                    .SelectMany(d => Directory.EnumerateFiles(d, "*.parquet", SearchOption.AllDirectories))
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>The rows of some of the files, in all columns, and the file of each.</summary>
    internal Sql RowsOf(IReadOnlyList<string> files, string fileColumn)
    {
        var list = Sql.Join(", ", files.Select(f => Sql.From($"{f}")));
        var hive =
            PartitionKeys.Count == 0
                ? Sql.From($"hive_partitioning = false")
                : Sql.From($"hive_partitioning = true, hive_types_autocast = false");

        // None of these files may have a column that others of the table have: the second part has no rows, but all columns.
        var none = Sql.Join(
            ", ",
            Columns.Select(c =>
                Sql.From($"NULL::{(PartitionKeys.Contains(c.Name) ? Sql.From($"VARCHAR") : Type(c))} AS {new Identifier(c.Name)}")));
        return Sql.From(
            $"SELECT * FROM read_parquet([{list}], {hive}, union_by_name = true, filename = {fileColumn}) UNION ALL BY NAME SELECT {none} "
                + $"WHERE false"
        );
    }

    // Moments of the data have no time zone; the moment of processing does, in the files as here.
    static Sql Type(Column column) =>
        column.Name == Lineage.ProcessedAt ? Sql.From($"TIMESTAMPTZ") : SqlDialect.DuckDb.TypeSql(column.Type);
}
