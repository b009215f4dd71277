using Granary.DuckDb;
using Granary.Tables.Final;
using Granary.Tables.Stages;

namespace Granary.Tables.Reading;

/// <summary>A version of a final table as its files are.</summary>
/// <param name="Folder">Where the version's files are.</param>
/// <param name="Columns">All columns, name and type in the words of dataset files, in the order that readers see.</param>
/// <param name="PartitionKeys">Those of them whose values stand in the path.</param>
/// <param name="Rows">0 means that there need not be files.</param>
public sealed record PublishedTable(
    string Database, string Name, string Folder, IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<string> PartitionKeys, long Rows)
{
    /// <summary>Looks at the files anew.</summary>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="DuckDbException">A file is gone or damaged, or lacks a column.</exception>
    public long CountRows(string temporaryFolder)
    {
        using var engine = Engine.Start(temporaryFolder);
        var columns = Sql.Join(", ", Columns.Select(c => Sql.From($"{new Identifier(c.Name)}")));
        engine.Connection.Execute(Sql.From($"CREATE VIEW found AS SELECT {columns} FROM ({Select})"));
        return engine.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM found"));
    }

    /// <summary>The rows, every column under its own type.</summary>
    internal Sql Select
    {
        get
        {
            var values = Sql.Join(", ", Columns.Select(c => Sql.From($"{new Identifier(c.Name)}::{Type(c)} AS {new Identifier(c.Name)}")));
            if (Rows == 0)
            {
                var nothing = Sql.Join(", ", Columns.Select(c => Sql.From($"NULL::{Type(c)} AS {new Identifier(c.Name)}")));
                return Sql.From($"SELECT {nothing} WHERE false");
            }

            return PartitionKeys.Count == 0
                ? Sql.From($"SELECT {values} FROM {Engine.Parquet(Path.Combine(Folder, "*.parquet"))}")
                : Sql.From($"SELECT {values} FROM read_parquet({Path.Combine(Folder, "**", "*.parquet")}, hive_partitioning = true, hive_types_autocast = false)");
        }
    }

    // Moments of the data have no time zone; the moment of processing does, in the files as here.
    static Sql Type((string Name, string Type) column) =>
        column.Name == Lineage.ProcessedAt ? Sql.From($"TIMESTAMPTZ") : EngineTypes.Sql(column.Type);
}
