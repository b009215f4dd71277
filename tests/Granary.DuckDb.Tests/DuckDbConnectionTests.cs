namespace Granary.DuckDb.Tests;

public sealed class DuckDbConnectionTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public DuckDbConnectionTests() => _connection = _database.Connect();

    [Fact]
    public void Counts_the_rows_that_a_statement_changes()
    {
        _connection.Execute(Sql.From($"CREATE TABLE t (x INTEGER)"));

        Assert.Equal(10, _connection.Execute(Sql.From($"INSERT INTO t SELECT range FROM range(10)")));
        Assert.Equal(4, _connection.Execute(Sql.From($"UPDATE t SET x = 0 WHERE x < 4")));
        Assert.Equal(5, _connection.Execute(Sql.From($"DELETE FROM t WHERE x > 4")));
        Assert.Equal(0, _connection.Execute(Sql.From($"DROP TABLE t")));
        Assert.Equal(3, _connection.Execute(Sql.From($"CREATE TABLE t AS SELECT 7 AS \"Count\" FROM range(3)")));
        Assert.Equal(0, _connection.Execute(Sql.From($"CREATE TABLE u (x INTEGER)")));
        Assert.Equal(0, _connection.Execute(Sql.From($"SELECT 5 AS \"Count\"")));
    }

    [Fact]
    public void Counts_the_rows_that_a_copy_writes()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "it's.parquet");

        Assert.Equal(1_000, _connection.Execute(Sql.From($"COPY (SELECT * FROM range(1000)) TO {path} (FORMAT parquet)")));
        Assert.Equal(1_000, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM read_parquet({path})")));
    }

    [Fact]
    public void Runs_several_statements_and_counts_the_last()
    {
        Assert.Equal(
            2, _connection.Execute(Sql.From($"CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2), (3)")));
        Assert.Equal(3, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM t")));
    }

    [Theory]
    [InlineData("SELECT * FROM missing", DuckDbErrorType.Catalog, "Catalog")]
    [InlineData("SELEC 1", DuckDbErrorType.Parser, "Parser")]
    [InlineData("SELECT missing", DuckDbErrorType.Binder, "Binder")]
    [InlineData("SELECT CAST('x' AS INTEGER)", DuckDbErrorType.Conversion, "Conversion")]
    [InlineData("SELECT 9223372036854775807 + CAST(range AS BIGINT) FROM range(1, 2)", DuckDbErrorType.OutOfRange, "Out of Range")]
    [InlineData("SELECT * FROM '/nowhere/a.parquet'", DuckDbErrorType.IO, "IO")]
    public void Gives_the_words_and_the_type_of_an_error(string sql, DuckDbErrorType type, string words)
    {
        var executed = Assert.Throws<DuckDbException>(() => _connection.Execute(Sql.Trusted(sql)));
        var queried = Assert.Throws<DuckDbException>(() => _connection.Scalar<long>(Sql.Trusted(sql)));

        Assert.Equal((type, type), (executed.Type, queried.Type));
        Assert.StartsWith($"{words} Error: ", executed.Message);
        Assert.Equal(1, _connection.Scalar<int>(Sql.From($"SELECT 1")));
    }

    [Theory]
    [InlineData("SELECT * FROM missing", "missing")]
    [InlineData("SELECT * FROM \"an other\"", "an other")]
    [InlineData("SELECT missing(1)", null)]
    [InlineData("SELECT missing", null)]
    [InlineData("SELECT error('Catalog Error: Table with name x does not exist')", null)]
    public void Names_the_table_that_is_not_there(string sql, string? table)
    {
        Assert.Equal(table, Assert.Throws<DuckDbException>(() => _connection.Scalar<long>(Sql.Trusted(sql))).MissingTable);
        Assert.Equal(table, Assert.Throws<DuckDbException>(() => _connection.Execute(Sql.Trusted(sql))).MissingTable);
    }

    [Fact]
    public void Lets_an_error_in_a_later_row_not_pass_for_the_end_of_the_rows()
    {
        using var result = _connection.Query(Sql.From($"SELECT CAST(if(range = 900000, 'x', '1') AS INTEGER) FROM range(1000000)"));
        var rows = 0;

        var exception = Assert.Throws<DuckDbException>(() =>
        {
            while (result.ReadRow())
                rows++;
        });

        Assert.Equal(DuckDbErrorType.Conversion, exception.Type);
        Assert.InRange(rows, 1, 900_000);
    }

    [Fact]
    public void Does_one_thing_at_a_time()
    {
        using (var result = _connection.Query(Sql.From($"SELECT * FROM range(10)")))
        {
            Assert.Throws<InvalidOperationException>(() => _connection.Execute(Sql.From($"SELECT 1")));
            Assert.True(result.ReadRow());
        }

        _connection.Execute(Sql.From($"SELECT 1"));
        using var read = _connection.Query(Sql.From($"SELECT 1"));
        while (read.ReadRow())
            continue;
        _connection.Execute(Sql.From($"SELECT 1"));
    }

    [Fact]
    public async Task Stops_a_long_statement_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => _connection.Execute(Endless, cancellation.Token));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, _connection.Scalar<int>(Sql.From($"SELECT 1")));
    }

    [Fact]
    public void Stops_rows_that_are_being_read_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var result = _connection.Query(Sql.From($"SELECT * FROM range(1000000000)"), cancellation.Token);
        Assert.True(result.ReadRow());
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            while (result.ReadRow())
                continue;
        });
    }

    [Fact]
    public async Task Interrupts_again_an_interrupt_that_came_too_early()
    {
        for (var i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var running = Task.Run(() => _connection.Execute(Endless, cancellation.Token));
            for (var spins = 0; spins < i * 200; spins++)
                Thread.SpinWait(10);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public void Can_be_disposed_while_its_rows_are_read()
    {
        var connection = _database.Connect();
        using var cancellation = new CancellationTokenSource();
        using var result = connection.Query(Sql.From($"SELECT * FROM range(1000000)"), cancellation.Token);
        Assert.True(result.ReadRow());
        connection.Dispose();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (result.ReadRow())
                continue;
        });
    }

    [Fact]
    public void Does_not_begin_what_is_cancelled_already() =>
        Assert.ThrowsAny<OperationCanceledException>(() => _connection.Execute(Endless, new(canceled: true)));

    [Fact]
    public void Gives_a_scalar_as_the_type_that_is_asked_for()
    {
        Assert.Equal(6L, _connection.Scalar<long>(Sql.From($"SELECT sum(range) FROM range(4)")));
        Assert.Equal(3, _connection.Scalar<int>(Sql.From($"SELECT 3::UTINYINT")));
        Assert.Equal(1.50m, _connection.Scalar<decimal>(Sql.From($"SELECT 1.50")));
        Assert.Equal(7L, _connection.Scalar<long?>(Sql.From($"SELECT 7")));
        Assert.Null(_connection.Scalar<long?>(Sql.From($"SELECT NULL::BIGINT")));
        Assert.Null(_connection.Scalar<string>(Sql.From($"SELECT 'x' WHERE false")));
    }

    [Fact]
    public void Does_not_make_a_number_of_no_number()
    {
        Assert.Throws<InvalidOperationException>(() => _connection.Scalar<long>(Sql.From($"SELECT sum(range) FROM range(0)")));
        Assert.Throws<InvalidCastException>(() => _connection.Scalar<long>(Sql.From($"SELECT 'x'")));
        Assert.Throws<InvalidCastException>(() => _connection.Scalar<int>(Sql.From($"SELECT 1.5")));
        Assert.Throws<OverflowException>(() => _connection.Scalar<int>(Sql.From($"SELECT 3000000000")));
    }

    [Fact]
    public async Task Tells_its_progress()
    {
        Assert.Null(_connection.Progress);
        _connection.Execute(Sql.From($"""
            SET enable_progress_bar = true;
            SET enable_progress_bar_print = false;
            CREATE TABLE t AS SELECT * FROM range(1000000) r(n);
            """));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var running = Task.Run(() =>
            _connection.Execute(Sql.From($"SELECT count(*) FROM t a, t b WHERE (a.n * b.n) % 7 = 1"), cancellation.Token));
        while (_connection.Progress is null or 0 && !running.IsCompleted)
            await Task.Yield();

        Assert.InRange(Assert.NotNull(_connection.Progress), double.Epsilon, 1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    static Sql Endless => Sql.From($"SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 1");
}
