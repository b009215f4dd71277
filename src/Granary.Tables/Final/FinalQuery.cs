using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Tables.Final;

/// <summary>The SELECT behind a final table, with what is known of its columns.</summary>
sealed class FinalQuery
{
    FinalQuery(Sql rows, IReadOnlyList<Column> columns, IReadOnlyList<string> partitionKeys)
    {
        Rows = rows;
        Columns = columns;
        PartitionKeys = partitionKeys;
    }

    public static IReadOnlyList<Column> LineageColumns { get; } =
    [
        new(Lineage.SourceFile, new ColumnType.String()), new(Lineage.SourceLine, new ColumnType.BigInt()),
        new(Lineage.RunId, new ColumnType.String()), new(Lineage.ProcessedAt, new ColumnType.Timestamp()),
    ];

    /// <summary>The run's rows: the data's columns, each under its type, then the lineage.</summary>
    public Sql Rows { get; }

    /// <summary>The one file of cleansed rows that has just the query's rows; null when there is none.</summary>
    public string? File { get; private init; }

    /// <summary>The data's columns in the query's order; the values of partition keys are in the path, not in the files.</summary>
    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<string> PartitionKeys { get; }

    /// <param name="newRows">Which of the dataset's own cleansed rows the query is to see.</param>
    public static FinalQuery Of(
        StageDatabase database, Dataset dataset, IReadOnlyDictionary<string, TableVersion> cleansed, string? sql, NewRows newRows,
        StageRun run)
    {
        var source = AuthorSource(database, dataset, cleansed, sql, newRows);
        var all = database.Connection.ColumnsOf(source);
        var found = all.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var data = all.Where(c => !Lineage.IsLineage(c.Name))
            .Select(c => DuckDbDialect.ColumnOf(dataset.Table, c))
            .ToList();
        var partitionKeys = (dataset.Final?.PartitionBy ?? []).Select(k => Find(data, k) ?? throw NoSuchKey(dataset, data, k)).ToList();

        var values = data
            .Select(c => Sql.From($"{new Identifier(c.Name)}{SqlDialect.DuckDb.CastInFiles(c.Type)} AS {new Identifier(c.Name)}"))
            .Concat([
                Carried(found, Lineage.SourceFile, Sql.From($"VARCHAR")), Carried(found, Lineage.SourceLine, Sql.From($"BIGINT")),
                Sql.From($"{run.RunId} AS {new Identifier(Lineage.RunId)}"),
                Sql.From($"{run.ProcessedAtText}::TIMESTAMPTZ AS {new Identifier(Lineage.ProcessedAt)}"),
            ]);

        // A time of day is another thing in the files of a final table.
        var isCleansed = sql is null && newRows == NewRows.All && partitionKeys.Count == 0 && data.All(c => c.Type is not ColumnType.Time);
        return new(Sql.From($"SELECT {Sql.Join(", ", values)} FROM ({source})"), data, partitionKeys)
        {
            File = isCleansed && Directory.GetFiles(cleansed[dataset.Table].Folder, "*.parquet") is [var file] ? file : null,
        };
    }

    /// <summary>The dataset's own cleansed rows.</summary>
    public static Sql Cleansed(TableVersion version) => Sql.From($"SELECT * FROM {StageDatabase.Parquet(version.Files)}");

    /// <summary>The run's rows under the columns and types of a table that has others already.</summary>
    public Sql RowsAs(IReadOnlyList<Column> columns)
    {
        var values = columns.Select(c =>
            Columns.FirstOrDefault(own => own.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase))?.Name is { } own
                ? Sql.From($"{new Identifier(own)}{SqlDialect.DuckDb.CastInFiles(c.Type)} AS {new Identifier(c.Name)}")
                : Sql.From($"NULL{SqlDialect.DuckDb.CastInFiles(c.Type)} AS {new Identifier(c.Name)}"));
        return Sql.From($"SELECT {Sql.Join(", ", values.Concat(Lineage.All.Select(c => Sql.From($"{new Identifier(c)}"))))} FROM ({Rows})");
    }

    /// <returns>The column that a dataset file means, or null.</returns>
    public static string? Find(IReadOnlyList<Column> columns, string name)
    {
        var wanted = Names.SnakeCase([name]).Names[0];
        return columns.Select(c => c.Name).FirstOrDefault(c => c == name || c == wanted);
    }

    static Identifier AuthorView => new("granary final");

    static Sql AuthorSource(
        StageDatabase database, Dataset dataset, IReadOnlyDictionary<string, TableVersion> cleansed, string? sql, NewRows newRows)
    {
        var own = newRows.In(Cleansed(cleansed[dataset.Table]));
        if (sql is null)
            return own;
        foreach (var (name, version) in cleansed)
            database.Connection.Execute(
                Sql.From($"CREATE VIEW {new Identifier(name)} AS {(name == dataset.Table ? own : Cleansed(version))}"));
        database.Connection.Execute(Sql.From($"CREATE OR REPLACE VIEW cleansed AS {own}"));

        // As a view of its own, so that a comment or a semicolon at the end of the query ends nothing but the query.
        using (database.Connection.Query(Sql.From($"CREATE VIEW {AuthorView} AS {Sql.Trusted(sql)}")))
            return Sql.From($"SELECT * FROM {AuthorView}");
    }

    /// <summary>An author's SQL may hand the lineage on; where it does not, it is unknown.</summary>
    static Sql Carried(HashSet<string> found, string column, Sql type) => found.Contains(column)
        ? Sql.From($"{new Identifier(column)}::{type} AS {new Identifier(column)}")
        : Sql.From($"NULL::{type} AS {new Identifier(column)}");

    internal static ProblemException NoSuchKey(Dataset dataset, List<Column> columns, string key) => new(new Problem(
        "GR3008", ProblemKind.Usage,
        $"The table {dataset.Table} is partitioned by {key}, which is none of its columns: "
            + $"{string.Join(", ", columns.Select(c => c.Name))}.",
        "Nothing was published. Fix final.partitionBy in the dataset file."));
}
