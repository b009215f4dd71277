using System.Numerics;

namespace Granary.DuckDb.Tests;

public sealed class DuckDbResultTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public DuckDbResultTests() => _connection = _database.Connect();

    public static TheoryData<string, string, object?, string?> Values =>
        new()
        {
            { "true", "BOOLEAN", true, "true" },
            { "(-128)::TINYINT", "TINYINT", (sbyte)-128, "-128" },
            { "(-32768)::SMALLINT", "SMALLINT", (short)-32768, "-32768" },
            { "(-2147483648)::INTEGER", "INTEGER", int.MinValue, "-2147483648" },
            { "9223372036854775807", "BIGINT", long.MaxValue, "9223372036854775807" },
            { "255::UTINYINT", "UTINYINT", byte.MaxValue, "255" },
            { "65535::USMALLINT", "USMALLINT", ushort.MaxValue, "65535" },
            { "4294967295::UINTEGER", "UINTEGER", uint.MaxValue, "4294967295" },
            { "18446744073709551615::UBIGINT", "UBIGINT", ulong.MaxValue, "18446744073709551615" },
            {
                "(-170141183460469231731687303715884105727)::HUGEINT",
                "HUGEINT",
                BigInteger.Parse("-170141183460469231731687303715884105727"),
                "-170141183460469231731687303715884105727"
            },
            {
                "340282366920938463463374607431768211455::UHUGEINT",
                "UHUGEINT",
                BigInteger.Parse("340282366920938463463374607431768211455"),
                "340282366920938463463374607431768211455"
            },
            { "1.5::FLOAT", "FLOAT", 1.5f, "1.5" },
            { "0.1::DOUBLE", "DOUBLE", 0.1, "0.1" },
            { "1e300::DOUBLE", "DOUBLE", 1e300, "1e+300" },
            { "'NaN'::DOUBLE", "DOUBLE", double.NaN, "nan" },
            { "(-1.5)::DECIMAL(4,1)", "DECIMAL(4,1)", new DuckDbDecimal(-15, 1), "-1.5" },
            { "0.05::DECIMAL(9,2)", "DECIMAL(9,2)", new DuckDbDecimal(5, 2), "0.05" },
            { "(-0.05)::DECIMAL(18,2)", "DECIMAL(18,2)", new DuckDbDecimal(-5, 2), "-0.05" },
            {
                "1234567890123456789012345678.0123456789::DECIMAL(38,10)",
                "DECIMAL(38,10)",
                new DuckDbDecimal(Int128.Parse("12345678901234567890123456780123456789"), 10),
                "1234567890123456789012345678.0123456789"
            },
            { "12::DECIMAL(38,0)", "DECIMAL(38,0)", new DuckDbDecimal(12, 0), "12" },
            { "''", "VARCHAR", "", "" },
            { "'it''s 12 long'", "VARCHAR", "it's 12 long", "it's 12 long" },
            { "'thirteen long'", "VARCHAR", "thirteen long", "thirteen long" },
            {
                "repeat('äöü😀', 25)",
                "VARCHAR",
                string.Concat(Enumerable.Repeat("äöü😀", 25)),
                string.Concat(Enumerable.Repeat("äöü😀", 25))
            },
            { "'a' || chr(0) || 'b'", "VARCHAR", "a\0b", "a\0b" },
            { "DATE '1969-12-31'", "DATE", new DateOnly(1969, 12, 31), "1969-12-31" },
            { "DATE '0001-01-01'", "DATE", DateOnly.MinValue, "0001-01-01" },
            { "DATE '9999-12-31'", "DATE", DateOnly.MaxValue, "9999-12-31" },
            { "TIME '23:59:59.999999'", "TIME", new TimeOnly(23, 59, 59, 999, 999), "23:59:59.999999" },
            {
                "TIMESTAMP '1969-12-31 23:59:59.999999'",
                "TIMESTAMP",
                new DateTime(1969, 12, 31, 23, 59, 59, 999, 999),
                "1969-12-31 23:59:59.999999"
            },
            { "TIMESTAMP_S '2026-01-02 03:04:05'", "TIMESTAMP_S", new DateTime(2026, 1, 2, 3, 4, 5), "2026-01-02 03:04:05" },
            { "TIMESTAMP_MS '2026-01-02 03:04:05.678'", "TIMESTAMP_MS", new DateTime(2026, 1, 2, 3, 4, 5, 678), "2026-01-02 03:04:05.678" },
            {
                "TIMESTAMP_NS '2026-01-02 03:04:05.123456789'",
                "TIMESTAMP_NS",
                "2026-01-02 03:04:05.123456789",
                "2026-01-02 03:04:05.123456789"
            },
            {
                "TIMESTAMPTZ '2026-01-02 03:04:05+02'",
                "TIMESTAMP WITH TIME ZONE",
                new DateTimeOffset(2026, 1, 2, 1, 4, 5, TimeSpan.Zero),
                "2026-01-02 01:04:05+00"
            },
            { "TIMETZ '03:04:05+02'", "TIME WITH TIME ZONE", "03:04:05+02", "03:04:05+02" },
            { "INTERVAL '1 month -3 days 4 seconds'", "INTERVAL", "1 month -3 days 00:00:04", "1 month -3 days 00:00:04" },
            {
                "UUID '00112233-4455-6677-8899-aabbccddeeff'",
                "UUID",
                new Guid("00112233-4455-6677-8899-aabbccddeeff"),
                "00112233-4455-6677-8899-aabbccddeeff"
            },
            {
                "UUID 'ff112233-4455-6677-8899-aabbccddeeff'",
                "UUID",
                new Guid("ff112233-4455-6677-8899-aabbccddeeff"),
                "ff112233-4455-6677-8899-aabbccddeeff"
            },
            { "'a'::ENUM('b', 'a', 'it''s')", "ENUM('b', 'a', 'it''s')", "a", "a" },
            { "'10110'::BIT", "BIT", "10110", "10110" },
            { "[1, NULL, 3]", "INTEGER[]", "[1, NULL, 3]", "[1, NULL, 3]" },
            { "[]::VARCHAR[]", "VARCHAR[]", "[]", "[]" },
            {
                "[['a', 'it''s, long enough'], NULL]",
                "VARCHAR[][]",
                "[[a, 'it\\'s, long enough'], NULL]",
                "[[a, 'it\\'s, long enough'], NULL]"
            },
            { "array_value(1, 2)", "INTEGER[2]", "[1, 2]", "[1, 2]" },
            { "{'a': 1, 'b c': ['x']}", "STRUCT(\"a\" INTEGER, \"b c\" VARCHAR[])", "{'a': 1, 'b c': [x]}", "{'a': 1, 'b c': [x]}" },
            { "MAP {'k': 1.5, 'l': NULL}", "MAP(VARCHAR, DECIMAL(2,1))", "{k=1.5, l=NULL}", "{k=1.5, l=NULL}" },
            { "union_value(n := 2)", "UNION(\"n\" INTEGER)", "2", "2" },
            { "'{\"a\":1}'::JSON", "JSON", "{\"a\":1}", "{\"a\":1}" },
            { "NULL", "INTEGER", null, null },
            { "NULL::DECIMAL(38,10)", "DECIMAL(38,10)", null, null },
            { "NULL::VARCHAR", "VARCHAR", null, null },
            { "NULL::STRUCT(a INTEGER)", "STRUCT(\"a\" INTEGER)", null, null },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Reads_every_type(string sql, string type, object? value, string? text)
    {
        using var result = _connection.Query(Sql.From($"SELECT {Sql.Trusted(sql)} AS x"));

        Assert.True(result.ReadRow());
        Assert.Equal(("x", type), (result.Columns[0].Name, result.Columns[0].Type));
        Assert.Equal(value, result[0]);
        Assert.Equal(text, result.GetText(0));
        Assert.Equal(value is null, result.IsNull(0));
        Assert.False(result.ReadRow());
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Gives_the_text_that_a_cast_gives(string sql, string type, object? value, string? text)
    {
        _ = (type, value);

        // A time zone is the one exception: a cast shows the session's, the text here UTC.
        _connection.Execute(Sql.From($"SET TimeZone = 'UTC'"));
        Assert.Equal(text, _connection.Scalar<string>(Sql.From($"SELECT CAST({Sql.Trusted(sql)} AS VARCHAR)")));
    }

    [Fact]
    public void Reads_bytes()
    {
        using var result = _connection.Query(Sql.From($"SELECT '\\x00\\xFFa'::BLOB, ''::BLOB"));

        Assert.True(result.ReadRow());
        Assert.Equal([0, 255, (byte)'a'], Assert.IsType<byte[]>(result[0]));
        Assert.Equal([], Assert.IsType<byte[]>(result[1]));
        Assert.Equal("\\x00\\xFFa", result.GetText(0));
    }

    [Theory]
    [InlineData("DATE 'infinity'", "infinity")]
    [InlineData("DATE '-infinity'", "-infinity")]
    [InlineData("DATE '10000-01-01'", "10000-01-01")]
    [InlineData("TIMESTAMP 'infinity'", "infinity")]
    [InlineData("TIMESTAMP '0044-03-15 (BC) 00:00:00'", "0044-03-15 (BC) 00:00:00")]
    [InlineData("TIMESTAMPTZ 'infinity'", "infinity")]
    [InlineData("TIME '24:00:00'", "24:00:00")]
    public void Has_a_text_for_times_that_dotnet_has_no_value_for(string sql, string text)
    {
        using var result = _connection.Query(Sql.From($"SELECT {Sql.Trusted(sql)}"));

        Assert.True(result.ReadRow());
        Assert.Throws<OverflowException>(() => result[0]);
        Assert.Equal(text, result.GetText(0));
    }

    [Fact]
    public void Reads_rows_over_many_chunks()
    {
        using var result = _connection.Query(Sql.From($"""
            SELECT range AS n, if(range % 3 = 0, NULL, 'value number ' || range) AS text
            FROM range(10000) ORDER BY n
            """));
        for (var n = 0L; n < 10_000; n++)
        {
            Assert.True(result.ReadRow());
            Assert.Equal(n, result[0]);
            Assert.Equal(n % 3 == 0 ? null : $"value number {n}", result[1]);
        }

        Assert.False(result.ReadRow());
        Assert.False(result.ReadRow());
    }

    [Theory]
    [InlineData("SELECT 1 AS a, 2::DECIMAL(20,10) AS \"b c\", 'x' AS a", "a INTEGER, b c DECIMAL(20,10), a VARCHAR")]
    [InlineData("SELECT now() AS t, uuid() AS u, NULL AS n", "t TIMESTAMP WITH TIME ZONE, u UUID, n INTEGER")]
    [InlineData("SELECT [1] AS l, 'a'::ENUM('a') AS e, '1'::JSON AS j", "l -, e -, j -")]
    public void The_columns_of_a_query_are_known_before_it_runs(string sql, string expected)
    {
        var columns = _connection.ColumnsOf(Sql.Trusted(sql));

        Assert.Equal(expected, string.Join(", ", columns.Select(c => $"{c.Name} {c.Scalar?.ToString() ?? "-"}")));
        using var result = _connection.Query(Sql.Trusted(sql));
        Assert.Equal(result.Columns, columns);
    }

    [Fact]
    public void Knows_its_columns_without_any_row()
    {
        using var result = _connection.Query(Sql.From($"SELECT 1 AS \"a b\", 2::DECIMAL(20,10) AS \"\"\"\" WHERE false"));

        IReadOnlyList<DuckDbColumn> columns =
        [
            new("a b", "INTEGER", DuckDbType.Integer, DuckDbType.Integer),
            new("\"", "DECIMAL(20,10)", DuckDbType.Decimal, ScalarType.Decimal(20, 10)),
        ];
        Assert.Equal(columns, result.Columns);
        Assert.False(result.ReadRow());
        Assert.Throws<InvalidOperationException>(() => result[0]);
    }

    [Fact]
    public void Reads_what_a_statement_without_SELECT_gives()
    {
        _connection.Execute(Sql.From($"CREATE TABLE t (x INTEGER)"));
        using (var inserted = _connection.Query(Sql.From($"INSERT INTO t VALUES (7) RETURNING x")))
        {
            Assert.True(inserted.ReadRow());
            Assert.Equal(7, inserted[0]);
        }

        using var tables = _connection.Query(Sql.From($"SHOW TABLES"));
        Assert.True(tables.ReadRow());
        Assert.Equal("t", tables[0]);
    }

    [Fact]
    public void Cannot_be_read_once_disposed()
    {
        var result = _connection.Query(Sql.From($"SELECT 1"));
        Assert.True(result.ReadRow());
        result.Dispose();
        result.Dispose();

        Assert.Throws<ObjectDisposedException>(() => result.ReadRow());
        Assert.Throws<InvalidOperationException>(() => result[0]);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
