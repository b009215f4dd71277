using System.Runtime.CompilerServices;

namespace Granary.DuckDb.Tests;

public sealed class TableSourceTests : IDisposable
{
    static readonly Sql TextsAreWhole = Sql.From($"""
        borrowed = 'the number ' || lpad(n::VARCHAR, greatest(2, length(n::VARCHAR))::INTEGER, '0') AND copied = 'number ' || n
        AND (small IS NULL) = (n % 10 = 0) AND coalesce(small, n::VARCHAR) = n::VARCHAR
        """);

    readonly DuckDbDatabase _database = DuckDbDatabase.Open(settings: new Dictionary<string, string> { ["threads"] = "2" });
    readonly DuckDbConnection _connection;

    public TableSourceTests() => _connection = _database.Connect();

    [Fact]
    public void Gives_every_row_once_whatever_the_number_of_threads()
    {
        const long Rows = 1_000_000;
        var source = new NumberSource(Rows);
        _connection.Register("numbers", source);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "numbers.parquet");
        _connection.Execute(Sql.From($"SET preserve_insertion_order = false"));

        Assert.Equal(Rows, _connection.Execute(Sql.From($"""
            COPY (SELECT * FROM numbers()) TO {path}
            (FORMAT parquet, COMPRESSION zstd, compression_level 1, dictionary_size_limit 1, write_bloom_filter false)
            """)));

        Assert.Equal((2, 0), (source.Readers, source.OpenReaders));
        using var result = _connection.Query(Sql.From($"""
            SELECT count(*), count(DISTINCT n), sum(n), count(*) FILTER ({TextsAreWhole}), count(*) FILTER (odd), sum(half), min(day), max(day), min(moment), count(i), sum(i)
            FROM read_parquet({path})
            """));
        Assert.True(result.ReadRow());
        Assert.Equal(
            [Rows, Rows, "499999500000", Rows, Rows / 2, 249999750000.0, new DateOnly(1956, 4, 24), new DateOnly(1983, 9, 9), new DateTime(1969, 12, 31, 23, 59, 59).AddMicroseconds(1), 857_142L, "428570571429"],
            Enumerable.Range(0, 11).Select(i => result[i] is System.Numerics.BigInteger sum ? sum.ToString() : result[i]));
    }

    [Theory]
    [InlineData("SELECT * FROM numbers() ORDER BY borrowed DESC")]
    [InlineData("SELECT DISTINCT * FROM numbers()")]
    [InlineData("SELECT any_value(n) AS n, any_value(small) AS small, borrowed, any_value(copied) AS copied FROM numbers() GROUP BY borrowed")]
    [InlineData("SELECT a.n, a.small, b.borrowed, a.copied FROM numbers() a JOIN numbers() b USING (n)")]
    [InlineData("SELECT n, small, borrowed, copied FROM (SELECT *, row_number() OVER (PARTITION BY n % 100 ORDER BY borrowed) AS r FROM numbers())")]
    [InlineData("SELECT n, small, borrowed, copied FROM numbers() WHERE n % 1000 = 7 OR true")]
    [InlineData("SELECT n, small, borrowed, copied FROM (SELECT * FROM numbers() UNION ALL SELECT * FROM numbers() WHERE false)")]
    [InlineData("SELECT unnest([n]) AS n, small, borrowed, copied FROM numbers()")]
    public void Keeps_borrowed_texts_whole_through_all_that_the_engine_holds_on_to(string sql)
    {
        _connection.Register("numbers", new NumberSource(100_000));

        Assert.Equal(100_000, _connection.Scalar<long>(Sql.From($"SELECT count(*) FILTER ({TextsAreWhole}) FROM ({Sql.Trusted(sql)})")));
    }

    [Fact]
    public void Gives_whole_texts_to_a_reader_of_the_result()
    {
        _connection.Register("numbers", new NumberSource(100_000));
        using var result = _connection.Query(Sql.From($"SELECT n, borrowed FROM numbers()"));
        var rows = 0;
        while (result.ReadRow())
        {
            Assert.Equal($"the number {result[0]:00}", result[1]);
            rows++;
        }

        Assert.Equal(100_000, rows);
    }

    [Fact]
    public void Keeps_texts_of_each_length_and_finds_them_again()
    {
        var texts = Enumerable.Range(0, 40).Select(n => string.Concat(Enumerable.Range(0, n).Select(i => (char)('a' + ((i * 7 + n) % 26))))).ToArray();
        _connection.Register("texts", new TextSource(texts));

        using (var result = _connection.Query(Sql.From($"SELECT t, length(t), t = {texts[3]}, t IN ({Sql.Join(", ", texts.Select(t => Sql.From($"{t}")))}) FROM texts()")))
        {
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.True(result.ReadRow());
                Assert.Equal([texts[i], (long)i, i == 3, true], Enumerable.Range(0, 4).Select(c => result[c]));
            }
        }

        Assert.Equal(texts.Length, _connection.Scalar<long>(Sql.From($"SELECT count(DISTINCT t) FROM (SELECT t FROM texts() UNION ALL SELECT t FROM texts())")));
    }

    [Fact]
    public void Gives_its_own_exception_to_whoever_runs_the_query()
    {
        var source = new FailingSource();
        _connection.Register("numbers", source);

        var executed = Assert.Throws<FileNotFoundException>(() => _connection.Execute(Sql.From($"CREATE TABLE t AS SELECT * FROM numbers()")));
        Assert.Equal("The file of number 55555 is gone.", executed.Message);
        Assert.Contains(nameof(FailingSource), executed.StackTrace);
        Assert.Throws<FileNotFoundException>(() =>
        {
            using var result = _connection.Query(Sql.From($"SELECT * FROM numbers()"));
            while (result.ReadRow())
                continue;
        });

        Assert.Equal(0, source.OpenReaders);
        using var other = _database.Connect();
        Assert.Throws<FileNotFoundException>(() => other.Scalar<long>(Sql.From($"SELECT sum(n) FROM numbers()")));
        Assert.Equal("Catalog", Assert.Throws<DuckDbException>(() => _connection.Execute(Sql.From($"SELECT * FROM t"))).ErrorType);
    }

    [Theory]
    [InlineData("columns")]
    [InlineData("scan")]
    [InlineData("open")]
    [InlineData("read")]
    [InlineData("too many")]
    [InlineData("dispose")]
    public void Fails_the_query_wherever_it_throws(string place)
    {
        _connection.Register("broken", new BrokenSource(place));

        var exception = Assert.Throws<InvalidOperationException>(() => _connection.Execute(Sql.From($"CREATE TABLE t AS SELECT * FROM broken()")));
        Assert.Contains(place == "too many" ? "2049" : place, exception.Message);
        Assert.Equal(1, _connection.Scalar<int>(Sql.From($"SELECT 1")));
    }

    [Fact]
    public async Task Stops_when_the_query_is_cancelled()
    {
        var source = new NumberSource(long.MaxValue / 2);
        _connection.Register("numbers", source);
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => _connection.Execute(Sql.From($"SELECT sum(n) FROM numbers()"), cancellation.Token));
        while (source.Readers == 0)
            await Task.Yield();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(0, source.OpenReaders);
    }

    [Fact]
    public void Disposes_its_readers_when_a_result_is_left_early()
    {
        var source = new NumberSource(10_000_000);
        _connection.Register("numbers", source);
        using (var result = _connection.Query(Sql.From($"SELECT * FROM numbers()")))
            Assert.True(result.ReadRow());

        Assert.Equal(0, source.OpenReaders);
        Assert.Equal(5, _connection.Execute(Sql.From($"CREATE TABLE t AS SELECT * FROM numbers() LIMIT 5")));
        Assert.Equal(0, source.OpenReaders);
    }

    [Fact]
    public void Can_be_read_again_and_through_a_view()
    {
        _connection.Register("numbers", new NumberSource(30_000));
        _connection.Execute(Sql.From($"CREATE VIEW v AS SELECT * FROM numbers()"));

        for (var i = 0; i < 3; i++)
            Assert.Equal(30_000, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM v")));
    }

    [Fact]
    public void Takes_the_place_of_another_with_its_name()
    {
        _connection.Register("numbers", new NumberSource(1));
        _connection.Execute(Sql.From($"CREATE VIEW v AS SELECT * FROM numbers()"));
        _connection.Register("numbers", new NumberSource(2));
        using var other = _database.Connect();

        Assert.Equal(2, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM v")));
        Assert.Equal(2, other.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
    }

    [Fact]
    public void Is_replaced_for_queries_to_come_alone()
    {
        _connection.Register("numbers", new NumberSource(100_000));
        using var result = _connection.Query(Sql.From($"SELECT n FROM numbers()"));
        Assert.True(result.ReadRow());
        using var other = _database.Connect();
        other.Register("Numbers", new NumberSource(2));
        var rows = 1;
        while (result.ReadRow())
            rows++;

        Assert.Equal(100_000, rows);
        Assert.Equal(2, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
    }

    [Fact]
    public void Can_be_taken_back_and_given_again()
    {
        _connection.Register("numbers", new NumberSource(1));
        _connection.Unregister("numbers");
        _connection.Unregister("unknown");
        Assert.Throws<InvalidOperationException>(() => _connection.Execute(Sql.From($"SELECT * FROM numbers()")));
        _connection.Register("numbers", new NumberSource(3));

        Assert.Equal(3, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
    }

    [Fact]
    public void Can_be_registered_again_after_a_rollback()
    {
        _connection.Execute(Sql.From($"BEGIN"));
        _connection.Register("numbers", new NumberSource(1));
        Assert.Equal(1, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
        _connection.Execute(Sql.From($"ROLLBACK"));
        _connection.Register("numbers", new NumberSource(2));

        Assert.Equal(2, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
    }

    [Fact]
    public void Takes_any_name()
    {
        _connection.Register("a \"b'", new NumberSource(3));

        Assert.Equal(3, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM {new Identifier("a \"b'")}()")));
        Assert.Throws<DuckDbException>(() => _connection.Register("", new NumberSource(1)));
    }

    [Fact]
    public void Refuses_rows_outside_of_the_chunk_and_outside_of_Read()
    {
        var source = new TextSource(["x"]);
        _connection.Register("texts", source);

        Assert.Equal(1, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM texts()")));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Column!.SetBorrowed(0, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Column!.SetNull(0));
    }

    [Fact]
    public void Is_let_go_with_its_database()
    {
        var (source, database) = Use();
        for (var i = 0; i < 10 && source.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(source.IsAlive);
        Assert.False(database.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference Source, WeakReference Connection) Use()
        {
            var source = new NumberSource(100_000);
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            connection.Register("numbers", source);
            Assert.Equal(100_000, connection.Scalar<long>(Sql.From($"SELECT count(*) FROM numbers()")));
            return (new(source), new(connection));
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    sealed class FailingSource() : NumberSource(1_000_000)
    {
        protected override void Reached(long number)
        {
            if (number == 55_555)
                throw new FileNotFoundException($"The file of number {number} is gone.");
        }
    }
}
