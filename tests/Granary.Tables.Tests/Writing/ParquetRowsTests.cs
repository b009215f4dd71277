using Granary.DuckDb;
using Granary.Parquet;
using Granary.Tables.Stages;
using Granary.Tables.Writing;

namespace Granary.Tables.Tests.Writing;

/// <summary>What our writer writes, read by DuckDB, which shares nothing with it.</summary>
public sealed class ParquetRowsTests : IDisposable
{
    /// <summary>Of each type about one row in five is NULL, in runs and alone; the last columns are NULL nowhere and everywhere.</summary>
    const string EveryType = """
        SELECT CASE WHEN h % 5 = 0 THEN NULL ELSE repeat('ä', (h % 40)::INT) || h END AS text,
               CASE WHEN h % 7 = 0 THEN NULL ELSE (h % 4294967296 - 2147483648)::INTEGER END AS "integer",
               CASE WHEN i % 1000 < 200 THEN NULL ELSE (h % 9223372036854775807)::BIGINT - 4611686018427387904 END AS "bigint",
               CASE WHEN h % 5 = 1 THEN NULL ELSE (h % 2 = 0) END AS "boolean",
               CASE WHEN h % 5 = 2 THEN NULL ELSE (h / 3.0)::DOUBLE END AS "double",
               CASE WHEN h % 5 = 3 THEN NULL ELSE DATE '0001-01-01' + (h % 3652058)::INT END AS "date",
               CASE WHEN h % 5 = 4 THEN NULL ELSE TIMESTAMP '1582-10-01' + to_microseconds((h % 9007199254740993)::BIGINT)
                   END AS "timestamp",
               CASE WHEN h % 5 = 0 THEN NULL ELSE TIME '00:00' + to_microseconds((h % 86400000000)::BIGINT) END AS "time",
               CASE WHEN h % 5 = 1 THEN NULL ELSE ((h % 19999)::INT - 9999)::DECIMAL(10,2) / 100 END::DECIMAL(4,2) AS decimal_4,
               CASE WHEN h % 5 = 2 THEN NULL ELSE ((h % 1999999999)::BIGINT - 999999999)::DECIMAL(12,3) / 1000
                   END::DECIMAL(9,3) AS decimal_9,
               CASE WHEN h % 5 = 3 THEN NULL ELSE ((h % 1999999999999999)::BIGINT - 999999999999999)::DECIMAL(18,0) END AS decimal_18,
               CASE WHEN h % 5 = 4 THEN NULL ELSE (h * 1000000007 - 9223372036854775807000000000::HUGEINT)::DECIMAL(38,0) END AS decimal_38,
               i AS "number", NULL::VARCHAR AS nothing
        FROM (SELECT range AS i, hash(range)::HUGEINT AS h FROM range({0}))
        """;

    readonly TemporaryFolder _folder = new();
    readonly StageDatabase _database;

    public ParquetRowsTests() => _database = StageDatabase.Start(_folder.Path);

    string FilePath => Path.Combine(_folder.Path, "rows.parquet");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2_049)]
    [InlineData(122_880)]
    [InlineData(122_881)]
    [InlineData(400_000)]
    public void Every_value_of_every_type_is_read_back(int rows)
    {
        Assert.Equal(rows, Write(Query(rows)));

        Assert.Equal(0, Difference(Query(rows)));
        Assert.Equal(
            rows, Count($"SELECT count(*) FROM '{FilePath}' WHERE run = 'run-1' AND written = TIMESTAMPTZ '2026-11-21 10:30:15.123+00'"));
    }

    [Fact]
    public void Texts_longer_than_a_page_stay_whole()
    {
        const string query = "SELECT repeat(chr((97 + range % 26)::INT), (range * range * 37)::INT) AS text FROM range(200)";
        Write(query);

        Assert.Equal(0, Difference(query));
    }

    [Fact]
    public void Texts_of_every_length_up_to_a_hundred_stay_whole()
    {
        const string query = "SELECT substring(repeat('abcdefghijklmnopqrstuvwxyz0123456789', 4), 1, (range % 101)::INT) AS text, range "
            + "AS n FROM range(50000)";
        Write(query);

        Assert.Equal(0, Difference(query));
    }

    [Theory]
    [InlineData("SELECT (range % 4096)::VARCHAR AS t FROM range(300000)")]
    [InlineData("SELECT (range % 4097)::VARCHAR AS t FROM range(300000)")]
    [InlineData("SELECT CASE WHEN range < 70000 THEN (range % 10)::VARCHAR ELSE range::VARCHAR END AS t FROM range(300000)")]
    [InlineData("SELECT CASE WHEN range < 150000 THEN NULL ELSE range::VARCHAR END AS t, CASE WHEN range % 3 = 0 THEN '' END AS u FROM "
        + "range(300000)")]
    [InlineData("SELECT CASE WHEN range % 2 = 0 THEN NULL ELSE range::VARCHAR END AS t FROM range(300000)")]
    [InlineData("SELECT repeat('x', (range % 3000)::INT) AS t FROM range(40000)")]
    [InlineData("SELECT '' AS t FROM range(130000)")]
    [InlineData("SELECT 'one' AS t FROM range(130000)")]
    public void Texts_stay_what_they_are_when_a_dictionary_has_all_of_them_or_some(string query)
    {
        Write(query);

        Assert.Equal(0, Difference(query));
    }

    [Fact]
    public void Files_are_of_the_first_version_compressed_and_of_encodings_that_every_reader_has()
    {
        Write(Query(200_000));

        Assert.Equal(1, Count($"SELECT format_version FROM parquet_file_metadata('{FilePath}')"));
        Assert.Equal(["ZSTD"], Texts($"SELECT DISTINCT compression FROM parquet_metadata('{FilePath}')"));
        Assert.Equal(
            ["PLAIN", "RLE", "RLE_DICTIONARY"],
            Texts($"SELECT DISTINCT unnest(string_split(encodings, ', ')) AS e FROM parquet_metadata('{FilePath}') ORDER BY e"));
        Assert.Equal(0, Count($"SELECT count(*) FROM parquet_schema('{FilePath}') WHERE type = 'INT96'"));
    }

    [Fact]
    public void The_footer_tells_how_many_values_are_missing_and_between_what_numbers_lie()
    {
        Write(Query(200_000));

        var nulls = Count($"""
            SELECT sum(stats_null_count)::BIGINT FROM parquet_metadata('{FilePath}')
            WHERE path_in_schema IN ('text', 'integer', 'boolean', 'nothing')
            """
        );
        Assert.Equal(
            Count(
                $"""SELECT (4 * count(*) - count(text) - count("integer") - count("boolean") - count(nothing))::BIGINT FROM '{FilePath}'"""
            ),
            nulls);
        Assert.Equal(0, Count($"SELECT min(stats_min_value::BIGINT) FROM parquet_metadata('{FilePath}') WHERE path_in_schema = 'number'"));
        Assert.Equal(
            199_999, Count($"SELECT max(stats_max_value::BIGINT) FROM parquet_metadata('{FilePath}') WHERE path_in_schema = 'number'"));
        Assert.Equal(1, Count($"SELECT count(*) FROM '{FilePath}' WHERE \"number\" = 123456"));
    }

    [Fact]
    public void A_table_of_a_thousand_columns_is_written()
    {
        var columns = Enumerable.Range(0, 1_000).Select(c => c % 3 == 0 ? $"range + {c} AS c{c}" : $"'v' || (range * {c}) AS c{c}");
        var query = $"SELECT {string.Join(", ", columns)} FROM range(60)";
        Write(query);

        Assert.Equal(0, Difference(query));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    static string Query(int rows) =>
        EveryType.Replace("{0}", rows.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    long Write(string query) =>
        ParquetRows.Write(
            _database.Connection, Sql.Trusted(query), _database.ScalarColumnsOf(Sql.Trusted(query)),
            [
                ParquetColumn.Text("run", "run-1"),
                ParquetColumn.Moment("written", new(2026, 11, 21, 12, 30, 15, 123, TimeSpan.FromHours(2))),
            ],
            FilePath, CancellationToken.None);

    /// <summary>
    /// How many rows are in one of the two alone. Sums of hashes agree where none is, and cost far less than comparing rows.
    /// </summary>
    long Difference(string query)
    {
        var written = $"SELECT * EXCLUDE (run, written) FROM '{FilePath}'";
        return Hashes(query) == Hashes(written)
            ? 0
            : Count($"SELECT (SELECT count(*) FROM (({query}) EXCEPT ALL ({written}))) + (SELECT count(*) FROM (({written}) EXCEPT ALL "
                + $"({query})))");
    }

    /// <returns>The rows, and the sums of their values' hashes.</returns>
    string Hashes(string query) => Texts($"SELECT count(*) || ' ' || coalesce(sum(hash(t)), 0) FROM ({query}) t")[0];

    long Count(string query) => _database.Connection.Scalar<long>(Sql.Trusted(query));

    List<string> Texts(string query)
    {
        using var result = _database.Connection.Query(Sql.Trusted(query));
        var texts = new List<string>();
        while (result.ReadRow())
            texts.Add(result.GetText(0)!);
        return texts;
    }
}
