using Granary.Model;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Stages;

public sealed class FinalStageTests : IDisposable
{
    readonly StageScene _scene = new();

    [Fact]
    public async Task Takes_the_cleansed_rows_as_they_are()
    {
        _scene.Write("t/1.csv", "id,amount\n1,1.50\n2,\n");
        _scene.Write("t/2.csv", "id,amount\n3,2.25\n");

        var final = await _scene.FinishAsync(StageScene.Dataset());

        Assert.Equal(["1|1.50|t/1.csv|2", "2|∅|t/1.csv|3", "3|2.25|t/2.csv|2"], StageScene.Rows(_scene.Final()));
        Assert.Equal(["id bigint", "amount decimal(18,2)"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(
            ["_source_file string", "_source_line bigint", "_run_id string", "processed_at_utc timestamp"],
            final.Lineage.Select(c => $"{c.Name} {c.Type}"));
        Assert.Empty(final.PartitionKeys);
        Assert.Equal(3, final.Rows);
        Assert.Null(final.Account.Derived);
        Assert.Equal([("t/1.csv", 2L, 2L), ("t/2.csv", 1L, 1L)], final.Account.Sources.Select(f => (f.Source.Name, f.Read, f.Written)));
        Assert.Equivalent(final.Account, AccountFile.Read(_scene.Final()), strict: true);
        ParquetFormat.AssertFirstVersionWithZstd(_scene.Final().Files);
    }

    [Fact]
    public async Task Lineage_stands_behind_the_data()
    {
        _scene.Write("t/1.csv", "id\n1\n");

        await _scene.FinishAsync(StageScene.Dataset());

        Assert.Equal(
            ["id|BIGINT", "_source_file|VARCHAR", "_source_line|BIGINT", "_run_id|VARCHAR", "processed_at_utc|TIMESTAMP WITH TIME ZONE"],
            StageScene.Columns(_scene.Final().Files));
    }

    [Fact]
    public async Task An_authors_query_makes_rows_for_which_no_balance_is_claimed()
    {
        _scene.Write("t/1.csv", "k,v\na,1\na,2\nb,5\n");

        var final = await _scene.FinishAsync(
            StageScene.Dataset("""{ "final": { "sql": "SELECT k, sum(v) AS total FROM cleansed GROUP BY k;" } }"""));

        Assert.Equal(["a|3|∅|∅", "b|5|∅|∅"], StageScene.Rows(_scene.Final(), order: "k"));
        Assert.Equal(["k string", "total decimal(38,0)"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal((2L, 2L), (final.Rows, final.Account.Derived));
        Assert.Empty(final.Account.Sources);
    }

    [Theory]
    [InlineData("SELECT id FROM cleansed -- all of them")]
    [InlineData("SELECT id FROM cleansed;\n-- all of them\n")]
    [InlineData("-- all of them\nSELECT id FROM cleansed ; ")]
    [InlineData("WITH x AS (SELECT * FROM t) SELECT id FROM x")]
    [InlineData("FROM cleansed SELECT id")]
    [InlineData("SELECT id FROM cleansed /* all; of them */")]
    public async Task A_query_may_be_written_in_many_ways(string sql)
    {
        _scene.Write("t/1.csv", "id\n1\n");

        var final = await _scene.FinishAsync(StageScene.Dataset() with { Final = new() { Sql = sql } });

        Assert.Equal((1L, "id"), (final.Rows, final.Columns[0].Name));
    }

    [Fact]
    public async Task An_authors_query_may_hand_lineage_on_and_read_other_tables()
    {
        _scene.Write("t/1.csv", "id,name\n1,x\n2,y\n");
        _scene.Write("other-table/1.csv", "id\n2\n");
        await _scene.CleanseAsync(StageScene.Dataset(table: "other-table"));

        await _scene.FinishAsync(StageScene.Dataset(
            """{ "final": { "sql": "SELECT c.name, c._source_file, c._source_line FROM cleansed c JOIN \"other-table\" USING (id)" } }"""));

        Assert.Equal(["y|t/1.csv|3"], StageScene.Rows(_scene.Final()));
    }

    [Fact]
    public async Task A_sum_of_whole_numbers_keeps_all_of_its_digits()
    {
        _scene.Write("t/1.csv", "v\n9223372036854775807\n9223372036854775807\n");
        var dataset = StageScene.Dataset("""
            { "columns": [{ "name": "v", "type": "bigint" }],
              "final": { "sql": "SELECT sum(v) AS total, avg(v) AS mean, count(*) AS n, 1::UTINYINT AS one FROM cleansed" } }
            """);

        var final = await _scene.FinishAsync(dataset);

        Assert.Equal(["total decimal(38,0)", "mean double", "n bigint", "one integer"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["18446744073709551614"], StageScene.Rows(_scene.Final(), "total::VARCHAR", order: "ALL"));
    }

    [Theory]
    [InlineData("SELECT [1, 2] AS list", "list", "INTEGER[]")]
    [InlineData("SELECT {'a': 1} AS struct", "struct", "STRUCT(\"a\" INTEGER)")]
    [InlineData("SELECT INTERVAL 1 DAY AS gap", "gap", "INTERVAL")]
    [InlineData("SELECT 'x'::BLOB AS bytes", "bytes", "BLOB")]
    [InlineData("SELECT TIME WITH TIME ZONE '12:00+01' AS t", "t", "TIME WITH TIME ZONE")]
    public async Task A_type_that_tables_cannot_have_is_refused(string sql, string column, string type)
    {
        _scene.Write("t/1.csv", "id\n1\n");

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            _scene.FinishAsync(StageScene.Dataset() with { Final = new() { Sql = sql } }));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal("GR3009", problem.Code);
        Assert.Contains($"column {column} of t has the type {type}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("SELEC 1")]
    [InlineData("SELECT 'x'::INTEGER AS n")]
    [InlineData("DROP TABLE x")]
    [InlineData("SELECT 1; SELECT 2")]
    public async Task A_query_that_fails_says_so_and_which_dataset_it_is(string sql)
    {
        _scene.Write("t/1.csv", "id\n1\n");

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            _scene.FinishAsync(StageScene.Dataset() with { Final = new() { Sql = sql } }));

        Assert.Equal("GR3007", Assert.Single(refused.Problems).Code);
        Assert.False(File.Exists(_scene.Final().AccountFile));
    }

    [Fact]
    public async Task Two_columns_of_one_name_get_two_names()
    {
        _scene.Write("t/1.csv", "id\n1\n");

        var final = await _scene.FinishAsync(StageScene.Dataset() with { Final = new() { Sql = "SELECT id, 2 AS id FROM cleansed" } });

        Assert.Equal(["id bigint", "id_1 integer"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["1|2|∅|∅"], StageScene.Rows(_scene.Final()));
    }

    [Fact]
    public async Task A_table_may_be_partitioned_by_columns()
    {
        _scene.Write("t/1.csv", "id,Year,area code\n1,2025,a/b\n2,2026,x y\n3,2026,\n");

        var final = await _scene.FinishAsync(StageScene.Dataset("""{ "final": { "partitionBy": ["Year", "area code"] } }"""));

        Assert.Equal(["year", "area_code"], final.PartitionKeys);
        Assert.Equal(["id bigint", "year bigint", "area_code string"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(3, final.Account.Written);
        var files = $"{_scene.Final().Folder}/**/*.parquet";
        Assert.Equal(
            ["id|BIGINT", "_source_file|VARCHAR", "_source_line|BIGINT", "_run_id|VARCHAR", "processed_at_utc|TIMESTAMP WITH TIME ZONE"],
            StageScene.Columns(files));
        Assert.Equal(
            ["2025", "2026"],
            Directory
                .EnumerateDirectories(_scene.Final().Folder, "year=*")
                .Select(d => Path.GetFileName(d)["year=".Length..])
                .Order(StringComparer.Ordinal));
        ParquetFormat.AssertFirstVersionWithZstd(files);
    }

    [Fact]
    public async Task A_partition_key_must_be_a_column_of_the_table()
    {
        _scene.Write("t/1.csv", "id\n1\n");

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            _scene.FinishAsync(StageScene.Dataset("""{ "final": { "sql": "SELECT id FROM cleansed", "partitionBy": ["year"] } }""")));

        Assert.Equal("GR3008", Assert.Single(refused.Problems).Code);
    }

    [Theory]
    [InlineData("{ \"onEmpty\": \"allow\" }")]
    [InlineData("""{ "onEmpty": "allow", "final": { "partitionBy": ["id"] } }""")]
    [InlineData("""{ "onEmpty": "allow", "final": { "sql": "SELECT id FROM cleansed" } }""")]
    public async Task A_table_may_be_empty(string dataset)
    {
        _scene.Write("t/1.csv", "id,v\n");

        var final = await _scene.FinishAsync(StageScene.Dataset(dataset));

        Assert.Equal((0L, "id"), (final.Rows, final.Columns[0].Name));
    }

    public void Dispose() => _scene.Dispose();
}
