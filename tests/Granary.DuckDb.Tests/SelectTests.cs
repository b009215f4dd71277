namespace Granary.DuckDb.Tests;

/// <summary>Statements that can do nothing but read.</summary>
public sealed class SelectTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public SelectTests()
    {
        _connection = _database.Connect();
        _connection.Execute(Sql.From($"CREATE TABLE t AS SELECT 1 AS a"));
    }

    [Theory]
    [InlineData("SELECT * FROM t")]
    [InlineData("FROM t")]
    [InlineData("DESCRIBE t")]
    [InlineData("SHOW TABLES")]
    [InlineData("SUMMARIZE t")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x;")]
    public void A_query_is_one(string sql)
    {
        Assert.True(_connection.IsSelect(Sql.Trusted(sql)));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (2)")]
    [InlineData("INSERT INTO t VALUES (2) RETURNING a")]
    [InlineData("UPDATE t SET a = 2")]
    [InlineData("DELETE FROM t RETURNING a")]
    [InlineData("DROP TABLE t")]
    [InlineData("CREATE TABLE u (a INTEGER)")]
    [InlineData("SET threads = 1")]
    [InlineData("PRAGMA threads = 1")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t")]
    [InlineData("BEGIN")]
    public void Anything_else_is_none_and_does_not_run(string sql)
    {
        Assert.False(_connection.IsSelect(Sql.Trusted(sql)));

        Assert.Equal(1, _connection.Scalar<long>(Sql.From($"SELECT sum(a) FROM t")));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
