using System.Numerics;

namespace Granary.DuckDb.Tests;

public sealed class DuckDbAppenderTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public DuckDbAppenderTests() => _connection = _database.Connect();

    [Fact]
    public void Writes_a_value_of_each_type()
    {
        _connection.Execute(Sql.From($"""
            CREATE TABLE t (b BOOLEAN, i INTEGER, l BIGINT, h HUGEINT, d DOUBLE, n DECIMAL(38,10), m DECIMAL(9,2), day DATE, clock TIME,
                local TIMESTAMP, moment TIMESTAMPTZ, id UUID, text VARCHAR, empty VARCHAR, utf8 VARCHAR, bytes BLOB, no_bytes BLOB,
                nothing VARCHAR)
            """));
        object?[] row =
        [
            true,
            7,
            long.MinValue,
            BigInteger.Pow(2, 100),
            0.1,
            new DuckDbDecimal(-1, 10),
            new DuckDbDecimal(-1234, 2),
            new DateOnly(1960, 2, 29),
            new TimeOnly(1, 2, 3),
            new DateTime(1960, 1, 2, 3, 4, 5),
            new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero),
            Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            new string('ä', 100),
            "",
            "ö",
        ];
        using (var appender = _connection.Append("t"))
        {
            appender.Add(true);
            appender.Add(7);
            appender.Add(long.MinValue);
            appender.Add(BigInteger.Pow(2, 100));
            appender.Add(0.1);
            appender.Add(new DuckDbDecimal(-1, 10));
            appender.Add(-12.34m);
            appender.Add(new DateOnly(1960, 2, 29));
            appender.Add(new TimeOnly(1, 2, 3));
            appender.Add(new DateTime(1960, 1, 2, 3, 4, 5));
            appender.Add(new DateTimeOffset(2026, 1, 2, 1, 0, 0, TimeSpan.FromHours(2)));
            appender.Add(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
            appender.Add(new string('ä', 100));
            appender.Add("");
            appender.Add("ö");
            appender.AddBlob([0, 255]);
            appender.AddBlob([]);
            appender.AddNull();
            appender.EndRow();
            appender.Complete();
        }

        using var result = _connection.Query(Sql.From($"SELECT * FROM t"));
        Assert.True(result.ReadRow());
        Assert.Equal(row, Enumerable.Range(0, row.Length).Select(i => result[i]));
        Assert.Equal([0, 255], Assert.IsType<byte[]>(result[15]));
        Assert.Equal([], Assert.IsType<byte[]>(result[16]));
        Assert.Null(result[17]);
    }

    [Fact]
    public void Writes_many_rows()
    {
        _connection.Execute(Sql.From($"CREATE TABLE \"a b\" (x BIGINT, y VARCHAR)"));
        using var appender = _connection.Append("a b");
        for (var i = 0; i < 300_000; i++)
        {
            appender.Add(i);
            appender.Add(i % 2 == 0 ? "even" : null);
            appender.EndRow();
        }

        appender.Complete();
        Assert.Equal(300_000L * 299_999 / 2, _connection.Scalar<long>(Sql.From($"SELECT sum(x) FROM \"a b\"")));
        Assert.Equal(150_000, _connection.Scalar<long>(Sql.From($"SELECT count(y) FROM \"a b\"")));
    }

    [Fact]
    public void Drops_rows_that_were_not_completed()
    {
        _connection.Execute(Sql.From($"CREATE TABLE t (x INTEGER)"));
        using (var appender = _connection.Append("t"))
        {
            appender.Add(1);
            appender.EndRow();
        }

        Assert.Equal(0, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM t")));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.Contains("missing", Assert.Throws<DuckDbException>(() => _connection.Append("missing")).Message);
        _connection.Execute(Sql.From($"CREATE TABLE t (x INTEGER PRIMARY KEY, y DATE)"));
        using (var appender = _connection.Append("t"))
        {
            appender.Add(1);
            Assert.Contains("column", Assert.Throws<DuckDbException>(appender.EndRow).Message);
        }

        using (var appender = _connection.Append("t"))
            Assert.Contains("no date", Assert.Throws<DuckDbException>(() =>
            {
                appender.Add(1);
                appender.Add("no date");
            }).Message);

        using (var appender = _connection.Append("t"))
        {
            for (var i = 0; i < 2; i++)
            {
                appender.Add(1);
                appender.AddNull();
                appender.EndRow();
            }

            Assert.Contains("duplicate key", Assert.Throws<DuckDbException>(appender.Complete).Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, _connection.Scalar<long>(Sql.From($"SELECT count(*) FROM t")));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
