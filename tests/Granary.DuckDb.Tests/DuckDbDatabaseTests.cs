using System.Reflection;

namespace Granary.DuckDb.Tests;

public sealed class DuckDbDatabaseTests
{
    [Fact]
    public void Without_its_library_an_error_says_what_is_missing()
    {
        var database = new WithoutNativeLibraries("DuckDB.NET.Bindings").Load(typeof(DuckDbDatabase));

        var thrown = Assert.Throws<TargetInvocationException>(() => database.GetMethod("Open")!.Invoke(null, [null, null]));

        Assert.IsType<DllNotFoundException>(thrown.InnerException);
        Assert.StartsWith("DuckDB's library cannot be loaded.", thrown.InnerException.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_version_that_the_lock_file_names() => Assert.Equal("v1.5.6", DuckDbDatabase.EngineVersion);

    [Fact]
    public void Keeps_its_tables_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "größe.duckdb");
        using (var database = DuckDbDatabase.Open(path))
        using (var connection = database.Connect())
            connection.Execute(Sql.From($"CREATE TABLE t AS SELECT 42 AS x"));

        using var again = DuckDbDatabase.Open(path);
        using var reader = again.Connect();
        Assert.Equal(42, reader.Scalar<int>(Sql.From($"SELECT x FROM t")));
    }

    [Fact]
    public void Shares_a_database_in_memory_between_its_connections_alone()
    {
        using var database = DuckDbDatabase.Open();
        using var other = DuckDbDatabase.Open();
        using var first = database.Connect();
        using var second = database.Connect();
        using var stranger = other.Connect();
        first.Execute(Sql.From($"CREATE TABLE t AS SELECT 1 AS x"));

        Assert.Equal(1, second.Scalar<int>(Sql.From($"SELECT x FROM t")));
        Assert.Throws<DuckDbException>(() => stranger.Execute(Sql.From($"SELECT x FROM t")));
    }

    [Fact]
    public void Lives_on_until_its_last_connection_is_disposed()
    {
        var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        database.Dispose();

        Assert.Equal(1, connection.Scalar<int>(Sql.From($"SELECT 1")));
        Assert.Throws<ObjectDisposedException>(database.Connect);
    }

    [Fact]
    public void Takes_settings()
    {
        using var database = DuckDbDatabase.Open(
            settings: new Dictionary<string, string> { ["threads"] = "3", ["memory_limit"] = "500MB" });
        using var connection = database.Connect();

        Assert.Equal(3, connection.Scalar<long>(Sql.From($"SELECT current_setting('threads')")));
        Assert.Equal("476.8 MiB", connection.Scalar<string>(Sql.From($"SELECT current_setting('memory_limit')")));
    }

    [Theory]
    [InlineData("no_such_setting", "1")]
    [InlineData("threads", "many")]
    [InlineData("memory_limit", "a lot")]
    public void Names_a_setting_that_is_none(string name, string value)
    {
        var exception = Assert.Throws<DuckDbException>(() =>
            DuckDbDatabase.Open(settings: new Dictionary<string, string> { [name] = value }));

        Assert.Contains(name == "no_such_setting" ? name : value, exception.Message);
    }

    [Fact]
    public void Says_why_a_file_cannot_be_opened()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("no.duckdb", new string('x', 10_000));

        var exception = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(path));

        Assert.Contains("not a valid DuckDB database file", exception.Message);
        Assert.Equal(DuckDbErrorType.IO, exception.Type);
    }

    [Fact]
    public void Neither_fetches_nor_loads_extensions_by_itself()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();

        Assert.False(connection.Scalar<bool>(Sql.From($"SELECT current_setting('autoinstall_known_extensions')")));
        Assert.False(connection.Scalar<bool>(Sql.From($"SELECT current_setting('autoload_known_extensions')")));
        var exception = Assert.Throws<DuckDbException>(() =>
            connection.Execute(Sql.From($"SELECT * FROM read_csv('https://localhost:1/x.csv')"))
        );
        Assert.Equal(DuckDbErrorType.MissingExtension, exception.Type);
    }

    [Fact]
    public void Has_parquet_json_and_icu_built_in()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();

        Assert.Equal("1", connection.Scalar<string>(Sql.From($$"""SELECT '{"a": 1}'::JSON ->> 'a'""")));
        Assert.Equal(
            2,
            connection.Scalar<long>(Sql.From($"SELECT date_part('hour', timezone('Europe/Berlin', TIMESTAMPTZ '2026-07-01 00:00:00+00'))"))
        );
    }
}
