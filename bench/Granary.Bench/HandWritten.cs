using Granary.DuckDb;
using Granary.Model.Datasets;

namespace Granary.Bench;

/// <summary>
/// What a user would write instead, in DuckDB's SQL, tuned: no lineage but the row's number in the landing file, and the rejects are a
/// second scan because COPY has one output.
/// </summary>
static class HandWritten
{
    /// <summary>Landing alone: DuckDB's own reader, every column text, no lineage, no rejects.</summary>
    public static void Copy(string csv, string parquet, Dataset dataset)
    {
        var columns = Sql.Join(", ", dataset.Columns.Select(c => Sql.From($"{c.Name}: 'VARCHAR'")));
        Execute(
            Sql.From(
                $"""
                COPY (SELECT * FROM read_csv({csv}, auto_detect = false, header = true, delim = ',', quote = '"', columns = {Sql.Trusted(
                    "{"
                )}{columns}{Sql.Trusted("}")}))
                TO {parquet} (FORMAT parquet, COMPRESSION zstd)
                """
            ));
    }

    /// <summary>Landing, cleansed and final of the six columns id, name, amount, d, code, k.</summary>
    public static void Run(string csv, string folder)
    {
        var landing = Path.Combine(folder, "landing.parquet");
        var cleansed = Path.Combine(folder, "cleansed.parquet");
        var isGood = Sql.From(
            $"id IS NOT NULL AND (a IS NULL OR amount IS NOT NULL) AND (dd IS NULL OR d IS NOT NULL) AND (kk IS NULL OR k IS NOT NULL)");
        Execute(
            Sql.From($$"""
                COPY (SELECT *, 'file.csv' AS _file FROM read_csv({{csv}}, auto_detect = false, header = true, delim = ',', quote = '"',
                store_rejects = true,
                      columns = {'id': 'VARCHAR', 'name': 'VARCHAR', 'amount': 'VARCHAR', 'd': 'VARCHAR',
                                 'code': 'VARCHAR', 'k': 'VARCHAR'}))
                TO {{landing}} (FORMAT parquet, COMPRESSION zstd)
                """),
            Sql.From($"""
                CREATE VIEW text AS SELECT nullif(trim(id), '') i, nullif(trim(name), '') n, nullif(trim(amount), '') a,
                nullif(trim(d), '') dd, nullif(trim(code), '') c, nullif(trim(k), '') kk,
                    file_row_number AS _line FROM read_parquet({landing}, file_row_number = true)
                """),
            Sql.From($"""
                CREATE VIEW typed AS SELECT *, try_cast(i AS BIGINT) id, try_cast(a AS DECIMAL(12,2)) amount, try_cast(dd AS DATE) d,
                    try_cast(kk AS BIGINT) k FROM text
                """),
            Sql.From($"""
                COPY (SELECT id, n AS name, amount, d, c AS code, k, _line FROM typed WHERE {isGood})
                TO {cleansed} (FORMAT parquet, COMPRESSION zstd)
                """),
            Sql.From($"""
                COPY (SELECT * FROM typed WHERE NOT ({isGood}))
                TO {Path.Combine(folder, "rejects.parquet")} (FORMAT parquet, COMPRESSION zstd)
                """),
            Sql.From($"CREATE TABLE duplicate AS SELECT id FROM {cleansed} GROUP BY id HAVING count(*) > 1"),
            Sql.From($"""
                COPY (SELECT id, name, amount, d, code, k FROM {cleansed} ORDER BY id)
                TO {Path.Combine(folder, "final.parquet")} (FORMAT parquet, COMPRESSION zstd)
                """));
    }

    static void Execute(params IReadOnlyList<Sql> statements)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        foreach (var statement in statements)
            connection.Execute(statement);
    }
}
