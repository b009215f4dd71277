using System.Numerics;

namespace Granary.DuckDb.Tests;

public sealed class SqlTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public SqlTests() => _connection = _database.Connect();

    public static TheoryData<string> Hostile =>
        [
            "", "'", "''", "it's", "\"", "\\", "\\'", "';--", "'; DROP TABLE t; --", "$1", "?", "{x}", "%s", "\n\r\t", "/*", "*/", "$$",
            "E'\\n'", "\u00a0", "ä😀", "\u0001", "\uFEFF", ";", new string('x', 100_000),
        ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Gives_back_a_text_as_it_was(string text) =>
        Assert.Equal(text, _connection.Scalar<string>(Sql.From($"SELECT {text}")));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Names_a_column_with_any_text(string name)
    {
        if (name.Length == 0)
            return;
        using var result = _connection.Query(Sql.From($"SELECT 1 AS {new Identifier(name)}"));

        Assert.Equal(name, result.Columns[0].Name);
    }

    [Fact]
    public void Writes_a_literal_of_each_type()
    {
        Same(long.MinValue);
        Same(long.MaxValue);
        Same(ulong.MaxValue);
        Same(BigInteger.Parse("-170141183460469231731687303715884105727"));
        Same(0.1);
        Same(-1e300);
        Same(3.0);
        Same(double.NegativeInfinity);
        Same(double.NaN);
        Same(-12345678901234567890.12345678m);
        Same(new DateOnly(1, 2, 3));
        Same(new DateTime(1969, 12, 31, 23, 59, 59, 999, 999));
        Same(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)));
        Same(Guid.Parse("ff112233-4455-6677-8899-aabbccddeeff"));
        Same(true);

        void Same<T>(T value) => Assert.Equal(value, _connection.Scalar<T>(Literal(value!)));

        static Sql Literal(object value) => value switch
        {
            long v => Sql.From($"SELECT {v}"),
            ulong v => Sql.From($"SELECT {v}"),
            BigInteger v => Sql.From($"SELECT {v}"),
            double v => Sql.From($"SELECT {v}"),
            decimal v => Sql.From($"SELECT {v}"),
            DateOnly v => Sql.From($"SELECT {v}"),
            DateTime v => Sql.From($"SELECT {v}"),
            DateTimeOffset v => Sql.From($"SELECT {v}"),
            Guid v => Sql.From($"SELECT {v}"),
            bool v => Sql.From($"SELECT {v}"),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
    }

    [Fact]
    public void Keeps_a_minus_from_becoming_a_comment()
    {
        Assert.Equal(3, _connection.Scalar<int>(Sql.From($"SELECT 1 -{-2}")));
        Assert.Equal(3m, _connection.Scalar<decimal>(Sql.From($"SELECT 1 -{-2m}")));
        Assert.Equal(3.0, _connection.Scalar<double>(Sql.From($"SELECT 1 -{-2.0}")));
    }

    [Fact]
    public void Takes_null_a_character_and_pieces_of_SQL()
    {
        var columns = Sql.Join(", ", new[] { "a", "b\"" }.Select(n => Sql.From($"{new Identifier(n)}")));

        Assert.Equal("SELECT \"a\", \"b\"\"\" FROM \"t\" WHERE x IS NOT NULL AND y = ''''", Sql.From(
            $"SELECT {columns} FROM {new Identifier("t")} WHERE x IS NOT {(string?)null} AND y = {'\''}").Text);
    }

    [Fact]
    public void Refuses_a_value_where_it_would_not_be_taken_as_one()
    {
        var path = "x";

        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT '{path}'"));
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT 'it''s {path}'"));
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT \"{path}\""));
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT 1 -- {path}"));
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT /* {path} */ 1"));
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT $${path}$$"));
        Assert.Equal("SELECT 'it''s' || 'x' -- '\n, 'x'", Sql.From($"SELECT 'it''s' || {path} -- '\n, {path}").Text);
    }

    [Fact]
    public void Refuses_what_would_reach_the_engine_as_something_else()
    {
        Assert.Throws<ArgumentException>(() => Sql.From($"SELECT {"a\0b"}"));
        Assert.ThrowsAny<ArgumentException>(() => Sql.From($"SELECT {"\ud800"}"));
        Assert.Throws<ArgumentException>(() => new Identifier("a\0b"));
        Assert.Throws<ArgumentException>(() => new Identifier(""));
        Assert.Throws<InvalidOperationException>(() => Sql.From($"SELECT 1 AS {default(Identifier)}"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
