using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Stages;

namespace Granary.Tables.Final;

/// <summary>The SELECT behind a final table, with what is known of its columns.</summary>
sealed class FinalQuery
{
    static readonly Sql Format = Sql.From($"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, WRITE_BLOOM_FILTER false");

    readonly Sql _select;

    FinalQuery(Sql select, IReadOnlyList<(string, string)> columns, IReadOnlyList<(string, string)> lineage, IReadOnlyList<string> partitionKeys)
    {
        _select = select;
        Columns = columns;
        LineageColumns = lineage;
        PartitionKeys = partitionKeys;
    }

    /// <summary>The data's columns in the query's order; the values of partition keys stand in the path, not in the files.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns { get; }

    public IReadOnlyList<(string Name, string Type)> LineageColumns { get; }

    public IReadOnlyList<string> PartitionKeys { get; }

    public static FinalQuery Of(Engine engine, Dataset dataset, IReadOnlyDictionary<string, TableVersion> cleansed, string? sql, StageRun run)
    {
        var source = AuthorSource(engine, dataset, cleansed, sql);
        var all = engine.ColumnsOf(source);
        var found = all.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var data = all.Where(c => !Lineage.IsLineage(c.Name)).Select(c => (c.Name, Type: EngineTypes.Word(dataset.Table, c.Name, c.Type))).ToList();
        var partitionKeys = (dataset.Final?.PartitionBy ?? []).Select(k => Key(dataset, data, k)).ToList();

        var values = data.Select(c => Sql.From($"{new Identifier(c.Name)}::{EngineTypes.Sql(c.Type)} AS {new Identifier(c.Name)}")).Concat(
        [
            Carried(found, Lineage.SourceFile, Sql.From($"VARCHAR")),
            Carried(found, Lineage.SourceLine, Sql.From($"BIGINT")),
            Sql.From($"{run.RunId} AS {new Identifier(Lineage.RunId)}"),
            Sql.From($"{run.ProcessedAtText}::TIMESTAMPTZ AS {new Identifier(Lineage.ProcessedAt)}"),
        ]);
        var select = Sql.From($"SELECT {Sql.Join(", ", values)} FROM ({source})");
        return new(
            select,
            data,
            [(Lineage.SourceFile, "string"), (Lineage.SourceLine, "bigint"), (Lineage.RunId, "string"), (Lineage.ProcessedAt, "timestamp")],
            partitionKeys);
    }

    public Sql CopyTo(TableVersion target) => PartitionKeys.Count == 0
        ? Sql.From($"COPY ({_select}) TO {Path.Combine(target.Folder, "part-00001.parquet")} ({Format})")
        : Sql.From($"COPY ({_select}) TO {target.Folder} ({Format}, PARTITION_BY ({Keys}), OVERWRITE_OR_IGNORE)");

    /// <summary>The rows that <see cref="CopyTo"/> wrote.</summary>
    public Sql Written(TableVersion target) => PartitionKeys.Count == 0
        ? Engine.Parquet(target.Files)
        : Sql.From($"read_parquet({Path.Combine(target.Folder, "**", "*.parquet")}, hive_partitioning = true, hive_types_autocast = false)");

    static Identifier AuthorView => new("granary final");

    Sql Keys => Sql.Join(", ", PartitionKeys.Select(k => Sql.From($"{new Identifier(k)}")));

    static Sql AuthorSource(Engine engine, Dataset dataset, IReadOnlyDictionary<string, TableVersion> cleansed, string? sql)
    {
        var own = Sql.From($"SELECT * FROM {Engine.Parquet(cleansed[dataset.Table].Files)}");
        if (sql is null)
            return own;
        foreach (var (name, version) in cleansed)
            engine.Connection.Execute(Sql.From($"CREATE VIEW {new Identifier(name)} AS SELECT * FROM {Engine.Parquet(version.Files)}"));
        engine.Connection.Execute(Sql.From($"CREATE OR REPLACE VIEW cleansed AS {own}"));

        // As a view of its own, so that a comment or a semicolon at the end of the query ends nothing but the query.
        using (engine.Connection.Query(Sql.From($"CREATE VIEW {AuthorView} AS {Sql.Trusted(sql)}")))
            return Sql.From($"SELECT * FROM {AuthorView}");
    }

    /// <summary>An author's SQL may hand the lineage on; where it does not, it is unknown.</summary>
    static Sql Carried(HashSet<string> found, string column, Sql type) => found.Contains(column)
        ? Sql.From($"{new Identifier(column)}::{type} AS {new Identifier(column)}")
        : Sql.From($"NULL::{type} AS {new Identifier(column)}");

    static string Key(Dataset dataset, List<(string Name, string Type)> columns, string key)
    {
        var wanted = Names.SnakeCase([key]).Names[0];
        return columns.Select(c => c.Name).FirstOrDefault(c => c == key || c == wanted)
            ?? throw new ProblemException(new Problem(
                "GR3008", $"The table {dataset.Table} is partitioned by {key}, which is none of its columns: {string.Join(", ", columns.Select(c => c.Name))}.",
                "Nothing was published. Mend final.partitionBy in the dataset file."));
    }
}
