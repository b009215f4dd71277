using System.Globalization;
using System.Text;

namespace Granary.DuckDb.Tests;

public sealed class RowFunctionTests : IDisposable
{
    readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    readonly DuckDbConnection _connection;

    public RowFunctionTests() => _connection = _database.Connect();

    [Fact]
    public void Gives_a_struct_of_every_type()
    {
        _connection.Register("everything", new EveryType());

        Assert.Equal(
            [
                "STRUCT(t VARCHAR, i INTEGER, b BIGINT, f DOUBLE, l BOOLEAN, d DATE, tm TIME, ts TIMESTAMP, d4 DECIMAL(4,2), d9 "
                    + "DECIMAL(9,2), d18 DECIMAL(18,2), d38 DECIMAL(38,2))",
            ],
            Rows("SELECT typeof(everything('7'))").Select(t => t.Replace("\"", "", StringComparison.Ordinal)));
        Assert.Equal(
            ["7", "7", "7", "7.0", "true", "1970-01-08", "00:00:00.000007", "1970-01-01 00:00:00.000007", "0.07", "0.07", "0.07", "0.07"],
            Rows("SELECT CAST(unnest([r.t, r.i::VARCHAR, r.b::VARCHAR, r.f::VARCHAR, r.l::VARCHAR, r.d::VARCHAR, r.tm::VARCHAR, "
                + "r.ts::VARCHAR, r.d4::VARCHAR, r.d9::VARCHAR, r.d18::VARCHAR, r.d38::VARCHAR]) AS VARCHAR) FROM (SELECT everything('7') "
                + "AS r)"));
    }

    [Fact]
    public void Sees_which_texts_are_null_and_says_which_values_are()
    {
        _connection.Register("lengths", new Lengths());

        Assert.Equal(
            ["a|1|1", "∅|∅|2", "|0|3"],
            Rows("SELECT x, r.length, n FROM (SELECT x, n, lengths(x, 'y') AS r FROM (VALUES ('a', 1), (NULL, 2), ('', 3)) v(x, n)) ORDER "
                + "BY n"));
    }

    [Fact]
    public void A_constant_text_stands_in_every_row()
    {
        _connection.Register("lengths", new Lengths());

        Assert.Equal(
            ["5000|15000|5000"],
            Rows("SELECT count(*), sum(r.total), min(r.length) * 2500 FROM (SELECT lengths('ab', 'c') AS r FROM range(5000))"));
    }

    [Fact]
    public void Works_over_many_rows_on_many_threads()
    {
        _connection.Execute(Sql.From($"CREATE TABLE numbers AS SELECT i::VARCHAR AS text FROM range(1000000) r(i)"));
        _connection.Register("lengths", new Lengths());

        Assert.Equal(["1000000|5888890"], Rows("SELECT count(r.length), sum(r.length) FROM (SELECT lengths(text, '') AS r FROM numbers)"));
    }

    [Fact]
    public void Sees_the_rows_that_a_filter_leaves()
    {
        _connection.Execute(Sql.From($"CREATE TABLE numbers AS SELECT i::VARCHAR AS text, i FROM range(10000) r(i)"));
        _connection.Register("lengths", new Lengths());

        Assert.Equal(
            ["0|1", "3333|4", "6666|4", "9999|4"],
            Rows("SELECT text, r.length FROM (SELECT text, i, lengths(text, '') AS r FROM numbers WHERE i % 3333 = 0) ORDER BY i"));
    }

    [Fact]
    public void Long_texts_come_and_go_whole()
    {
        _connection.Register("everything", new EveryType());

        Assert.Equal(
            ["100000|true"], Rows("SELECT length(r.t), r.t = repeat('0', 100000) FROM (SELECT everything(repeat('0', 100000)) AS r)"));
    }

    [Fact]
    public void What_it_throws_ends_the_query_with_its_message()
    {
        _connection.Register("broken", new Broken());

        var failed = Assert.Throws<DuckDbException>(() => Rows("SELECT broken(i::VARCHAR) FROM range(10000) r(i)"));

        Assert.Contains("no such luck at 0", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], Rows("SELECT 1"));
    }

    [Fact]
    public void A_name_that_the_engine_has_for_something_else_is_refused()
    {
        Assert.Throws<DuckDbException>(() => _connection.Register("sum", new Broken()));
    }

    [Fact]
    public void A_second_one_of_the_same_name_is_refused()
    {
        _connection.Register("lengths", new Lengths());

        Assert.Throws<DuckDbException>(() => _connection.Register("Lengths", new EveryType()));
    }

    [Fact]
    public void Other_connections_of_the_database_know_it()
    {
        _connection.Register("lengths", new Lengths());
        using var other = _database.Connect();

        Assert.Equal(3, other.Scalar<int>(Sql.From($"SELECT lengths('ab', 'c').total")));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    List<string> Rows(string sql)
    {
        using var result = _connection.Query(Sql.Trusted(sql));
        var rows = new List<string>();
        while (result.ReadRow())
            rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(i => result.GetText(i) ?? "∅")));
        return rows;
    }

    /// <summary>A whole number as a value of each type.</summary>
    sealed class EveryType : RowFunction
    {
        public override IReadOnlyList<ScalarType> Inputs => [DuckDbType.Varchar];

        public override IReadOnlyList<(string Name, ScalarType Type)> Outputs =>
            [
                ("t", DuckDbType.Varchar), ("i", DuckDbType.Integer), ("b", DuckDbType.BigInt), ("f", DuckDbType.Double),
                ("l", DuckDbType.Boolean), ("d", DuckDbType.Date), ("tm", DuckDbType.Time), ("ts", DuckDbType.Timestamp),
                ("d4", ScalarType.Decimal(4, 2)), ("d9", ScalarType.Decimal(9, 2)), ("d18", ScalarType.Decimal(18, 2)),
                ("d38", ScalarType.Decimal(38, 2)),
            ];

        public override void Run(RowInput input, RowOutput output)
        {
            var texts = input.Text(0);
            for (var row = 0; row < input.Count; row++)
            {
                var number = long.Parse(Encoding.UTF8.GetString(texts[row]), CultureInfo.InvariantCulture);
                output.Text(0).Set(row, texts[row]);
                output.Values<int>(1)[row] = (int)number;
                output.Values<long>(2)[row] = number;
                output.Values<double>(3)[row] = number;
                output.Values<byte>(4)[row] = (byte)(number > 0 ? 1 : 0);
                output.Values<int>(5)[row] = (int)number;
                output.Values<long>(6)[row] = number;
                output.Values<long>(7)[row] = number;
                output.Values<short>(8)[row] = (short)number;
                output.Values<int>(9)[row] = (int)number;
                output.Values<long>(10)[row] = number;
                output.Values<(ulong Lower, ulong Upper)>(11)[row] = ((ulong)number, 0);
            }
        }
    }

    /// <summary>The first text's length, NULL for NULL, and that of both together.</summary>
    sealed class Lengths : RowFunction
    {
        public override IReadOnlyList<ScalarType> Inputs => [DuckDbType.Varchar, DuckDbType.Varchar];

        public override IReadOnlyList<(string Name, ScalarType Type)> Outputs =>
            [("length", DuckDbType.Integer), ("total", DuckDbType.Integer)];

        public override void Run(RowInput input, RowOutput output)
        {
            var first = input.Text(0);
            var second = input.Text(1);
            for (var row = 0; row < input.Count; row++)
            {
                var isNull = first.IsNull(row);
                var length = isNull ? 0 : first[row].Length;
                output.Values<int>(0)[row] = length;
                output.Values<int>(1)[row] = length + (second.IsNull(row) ? 0 : second[row].Length);
                if (isNull)
                    output.SetNull(0, row);
            }
        }
    }

    sealed class Broken : RowFunction
    {
        public override IReadOnlyList<ScalarType> Inputs => [DuckDbType.Varchar];

        public override IReadOnlyList<(string Name, ScalarType Type)> Outputs => [("x", DuckDbType.Integer)];

        public override void Run(RowInput input, RowOutput output) =>
            throw new InvalidOperationException($"no such luck at {Encoding.UTF8.GetString(input.Text(0)[0])}");
    }
}
