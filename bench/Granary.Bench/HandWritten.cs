using System.Diagnostics;
using Granary.DuckDb;

namespace Granary.Bench;

/// <summary>What a user would write instead: three statements in DuckDB's SQL. No lineage, no ledger, no rejected rows kept, no keys checked.</summary>
static class HandWritten
{
    /// <returns>How long each of the three took.</returns>
    public static TimeSpan[] Run(string csv, string folder)
    {
        Directory.CreateDirectory(folder);
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var landing = Path.Combine(folder, "landing.parquet");
        var cleansed = Path.Combine(folder, "cleansed.parquet");
        return
        [
            Time(connection, Sql.From($$"""
                COPY (SELECT * FROM read_csv({{csv}}, auto_detect = false, header = true, delim = ',', quote = '"',
                      columns = {'id': 'VARCHAR', 'name': 'VARCHAR', 'amount': 'VARCHAR', 'd': 'VARCHAR', 'code': 'VARCHAR', 'k': 'VARCHAR'}))
                TO {{landing}} (FORMAT parquet, COMPRESSION zstd)
                """)),
            Time(connection, Sql.From($"""
                COPY (WITH text AS (SELECT nullif(trim(id), '') i, nullif(trim(name), '') AS name, nullif(trim(amount), '') a, nullif(trim(d), '') dd, nullif(trim(code), '') AS code, nullif(trim(k), '') kk
                                    FROM {landing}),
                           typed AS (SELECT *, try_cast(i AS BIGINT) id, try_cast(a AS DECIMAL(12,2)) amount, try_cast(dd AS DATE) d, try_cast(kk AS BIGINT) k FROM text)
                      SELECT id, name, amount, d, code, k FROM typed
                      WHERE id IS NOT NULL AND (a IS NULL OR amount IS NOT NULL) AND (dd IS NULL OR d IS NOT NULL) AND (kk IS NULL OR k IS NOT NULL))
                TO {cleansed} (FORMAT parquet, COMPRESSION zstd)
                """)),
            Time(connection, Sql.From($"COPY (SELECT * FROM {cleansed}) TO {Path.Combine(folder, "final.parquet")} (FORMAT parquet, COMPRESSION zstd)")),
        ];
    }

    static TimeSpan Time(DuckDbConnection connection, Sql statement)
    {
        var clock = Stopwatch.StartNew();
        connection.Execute(statement);
        return clock.Elapsed;
    }
}
