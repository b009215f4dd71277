using Granary.Model;
using Granary.Tables.Final;
using Granary.Tables.Reading;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Reading;

public sealed class CatalogQueryTests : IDisposable
{
    readonly StageScene _scene = new();
    readonly List<PublishedTable> _tables = [];

    [Fact]
    public async Task A_table_stands_under_its_own_name_and_its_databases()
    {
        await PublishAsync("db", "orders", "id,v\n1,x\n2,y\n");

        Assert.Equal(["2"], Run("SELECT count(*) FROM orders"));
        Assert.Equal(["1|x", "2|y"], Run("SELECT id, v FROM \"db\".\"orders\" ORDER BY id"));
        Assert.Equal(["orders"], Run("SELECT table_name FROM information_schema.tables WHERE table_schema = 'db'"));
    }

    [Fact]
    public async Task A_bare_name_that_two_databases_have_is_nobodys()
    {
        await PublishAsync("db1", "orders", "id\n1\n");
        await PublishAsync("db2", "orders", "id\n2\n");

        Assert.Equal(["1|2"], Run("SELECT a.id, b.id FROM db1.orders a, db2.orders b"));
        var refused = Assert.Throws<ProblemException>(() => Run("SELECT * FROM orders"));
        Assert.Equal("GR5010", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Names_may_have_characters_that_SQL_has_a_use_for()
    {
        await PublishAsync("fsa-fpac-db", "order-lines_2", "id\n1\n");

        Assert.Equal(["1"], Run("SELECT id FROM \"fsa-fpac-db\".\"order-lines_2\""));
        Assert.Equal(["1"], Run("SELECT id FROM \"order-lines_2\""));
    }

    [Fact]
    public async Task Columns_have_the_catalogs_types_and_lineage_stands_behind_them()
    {
        await PublishAsync("db", "orders", "id,amount,day\n1,1.50,2026-01-02\n");

        Assert.Equal(
            [
                "id|BIGINT", "amount|DECIMAL(18,2)", "day|DATE", "_source_file|VARCHAR", "_source_line|BIGINT", "_run_id|VARCHAR",
                "processed_at_utc|TIMESTAMP WITH TIME ZONE",
            ],
            Run("SELECT column_name, column_type FROM (DESCRIBE orders)"));
    }

    [Fact]
    public async Task A_partitioned_table_reads_like_any_other()
    {
        await PublishAsync(
            "db",
            "orders",
            "id,day,area\n1,2026-01-02,a/b\n2,,x y\n3,2026-01-02,\n4,2026-01-03,é=%\n",
            """{ "final": { "partitionBy": ["day", "area"] } }"""
        );

        Assert.Equal(
            ["1|2026-01-02|a/b", "2|∅|x y", "3|2026-01-02|∅", "4|2026-01-03|é=%"],
            Run("SELECT id, day::VARCHAR, area FROM orders ORDER BY id"));
        Assert.Equal(["DATE"], Run("SELECT column_type FROM (DESCRIBE orders) WHERE column_name = 'day'"));
        Assert.Equal(["2"], Run("SELECT count(*) FROM orders WHERE day = DATE '2026-01-02'"));
        Assert.Equal(4, _tables[0].CountRows(_scene.Path("tmp")));
    }

    [Fact]
    public async Task An_empty_table_has_its_columns_and_no_rows()
    {
        await PublishAsync(
            "db",
            "orders",
            "id,v\n",
            """{ "onEmpty": "allow", "final": { "partitionBy": ["v"] }, "columns": [{ "name": "id", "type": "bigint" }] }"""
        );

        Assert.Equal(["0"], Run("SELECT count(*) FROM orders"));
        Assert.Equal(["id|BIGINT", "v|VARCHAR"], Run("SELECT column_name, column_type FROM (DESCRIBE orders) LIMIT 2"));
        Assert.Equal(0, _tables[0].CountRows(_scene.Path("tmp")));
    }

    [Theory]
    [InlineData("SELECT * FROM read_csv('{0}/outside/secret.csv')")]
    [InlineData("SELECT * FROM '{0}/outside/secret.csv'")]
    [InlineData("SELECT * FROM read_text('{0}/outside/secret.csv')")]
    [InlineData("SELECT * FROM glob('{0}/outside/*')")]
    [InlineData("SELECT * FROM read_text('{0}/final/../outside/secret.csv')")]
    [InlineData("SELECT * FROM read_text('{0}/input/orders/1.csv')")]
    [InlineData("SELECT * FROM read_parquet('{0}/landed/orders/*.parquet')")]
    [InlineData("COPY (SELECT 1) TO '{0}/outside/new.csv'")]
    [InlineData("ATTACH '{0}/outside/new.db'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_directories = ['/']")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    public async Task Files_elsewhere_are_out_of_reach(string sql)
    {
        await PublishAsync("db", "orders", "id\n1\n");
        Directory.CreateDirectory(_scene.Path("outside"));
        await File.WriteAllTextAsync(_scene.Path("outside/secret.csv"), "secret\n");

        Assert.Throws<ProblemException>(() => Run(sql.Replace("{0}", _scene.Path("").TrimEnd('/'), StringComparison.Ordinal)));

        Assert.Equal([_scene.Path("outside/secret.csv")], Directory.EnumerateFiles(_scene.Path("outside")));
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO '{0}/final/new.csv'")]
    [InlineData("COPY (SELECT 1 AS id) TO '{0}/final/orders/part-00002.parquet' (FORMAT parquet)")]
    [InlineData("ATTACH '{0}/final/new.db'")]
    [InlineData("EXPORT DATABASE '{0}/final/new'")]
    [InlineData("CREATE TABLE x AS SELECT 1")]
    [InlineData("DROP VIEW orders")]
    [InlineData("INSERT INTO orders VALUES (1)")]
    [InlineData("DELETE FROM orders")]
    [InlineData("EXPLAIN ANALYZE COPY (SELECT 1) TO '{0}/final/new.csv'")]
    [InlineData("SELECT 1; COPY (SELECT 1) TO '{0}/final/new.csv'")]
    [InlineData("COPY (SELECT 1) TO '{0}/final/new.csv'; SELECT 1")]
    [InlineData("PREPARE p AS COPY (SELECT 1) TO '{0}/final/new.csv'")]
    public async Task Nothing_can_be_written(string sql)
    {
        await PublishAsync("db", "orders", "id\n1\n");
        var before = Files();

        Assert.Throws<ProblemException>(() => Run(sql.Replace("{0}", _scene.Path("").TrimEnd('/'), StringComparison.Ordinal)));

        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("WITH x AS (SELECT 1 AS a) SELECT * FROM x;")]
    [InlineData("FROM orders")]
    [InlineData("TABLE orders")]
    [InlineData("VALUES (1)")]
    [InlineData("DESCRIBE orders")]
    [InlineData("SUMMARIZE orders")]
    [InlineData("SHOW TABLES")]
    [InlineData("PIVOT orders ON id IN (1) USING count(*)")]
    [InlineData("-- a word first\nSELECT id FROM orders -- and last")]
    public async Task Everything_that_reads_may_be_asked(string sql)
    {
        await PublishAsync("db", "orders", "id\n1\n");

        Assert.NotEmpty(Run(sql));
    }

    [Fact]
    public async Task A_query_that_is_none_is_refused_with_the_engines_words()
    {
        await PublishAsync("db", "orders", "id\n1\n");

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Run("SELECT ident FROM orders")).Problems);

        Assert.Equal("GR5010", problem.Code);
        Assert.Contains("ident", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_need_not_be_tables()
    {
        Assert.Equal(["3"], Run("SELECT 1 + 2"));
    }

    public void Dispose() => _scene.Dispose();

    async Task PublishAsync(string database, string table, string csv, string dataset = "{}")
    {
        // One table's folder for each database: the scene keeps its tables by name.
        var name = _tables.Exists(t => t.Name == table) ? $"{table}{_tables.Count}" : table;
        _scene.Write($"{name}/1.csv", csv);
        FinalTable final = await _scene.FinishAsync(StageScene.Dataset(dataset, name));
        _tables.Add(new(database, table, _scene.Final(name).Folder, [.. final.Columns, .. final.Lineage], final.PartitionKeys, final.Rows));
    }

    List<string> Run(string sql)
    {
        Directory.CreateDirectory(_scene.Path("final"));
        using var query = CatalogQuery.Over(_tables, _scene.Path("tmp"));
        using var result = query.Run(sql, CancellationToken.None);
        var rows = new List<string>();
        while (result.ReadRow())
            rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(i => result.GetText(i) ?? "∅")));
        return rows;
    }

    List<string> Files() =>
        [.. Directory.EnumerateFileSystemEntries(_scene.Path("final"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
