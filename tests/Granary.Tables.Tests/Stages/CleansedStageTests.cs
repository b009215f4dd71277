using System.Text.Json.Nodes;
using Granary.Tables.Ledger;

namespace Granary.Tables.Tests.Stages;

public sealed class CleansedStageTests : IDisposable
{
    readonly StageScene _scene = new();

    [Fact]
    public async Task Gives_names_in_snake_case_and_types_by_all_rows()
    {
        _scene.Write("t/a.csv", "Order ID,2nd Price (USD),Day,Flag,Code,Empty\n1, 1.50 ,2026-01-02,true,007,\n2,10,2026-01-03,false,8, \n");

        var account = await _scene.CleanseAsync(StageScene.Dataset());

        Assert.Equal(
            [
                "order_id|BIGINT", "_2nd_price_usd|DECIMAL(18,2)", "day|DATE", "flag|BOOLEAN", "code|VARCHAR", "empty|VARCHAR",
                "_source_file|VARCHAR", "_source_line|BIGINT", "_run_id|VARCHAR", "processed_at_utc|TIMESTAMP WITH TIME ZONE",
            ],
            StageScene.Columns(_scene.Cleansed().Files));
        Assert.Equal(
            ["1|1.50|2026-01-02|true|007|∅|t/a.csv|2", "2|10.00|2026-01-03|false|8|∅|t/a.csv|3"], StageScene.Rows(_scene.Cleansed()));
        Assert.Empty(account.Notes);
        ParquetFormat.AssertFirstVersionWithZstd(_scene.Cleansed().Files);
    }

    [Fact]
    public async Task Writes_down_what_the_columns_were_taken_for()
    {
        _scene.Write("t/a.csv", "Order ID,Price\n1,1.5\n");

        await _scene.CleanseAsync(
            StageScene.Dataset("""{ "key": ["Order ID"], "columns": [{ "name": "price", "type": "decimal(10,4)" }] }"""));

        var written = await File.ReadAllTextAsync(_scene.Cleansed().DatasetFile);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                { "columns": [{ "name": "order_id", "type": "bigint" }, { "name": "price", "type": "decimal(10,4)" }], "key": ["order_id"] }
                """),
            JsonNode.Parse(written)), written);
        Assert.Equal(2, StageScene.Dataset(written).Columns.Count);
    }

    [Fact]
    public async Task A_second_equal_name_gets_a_number_and_is_noted()
    {
        _scene.Write("t/a.csv", "a b,a-b,A B!\n1,2,3\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset());

        Assert.Equal(["a_b|BIGINT", "a_b_2|BIGINT", "a_b_3|BIGINT"], StageScene.Columns(_scene.Cleansed().Files).Take(3));
        Assert.Equal(
            [
                "The column \"a-b\" at position 2 is called a_b_2, because a_b is taken.",
                "The column \"A B!\" at position 3 is called a_b_3, because a_b is taken.",
            ],
            account.Notes);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_set_aside_with_file_line_text_column_and_reason()
    {
        _scene.Write("t/a.csv", "id,amount,day\n1,1.50,1/2/2026\n2,x,1/2/2026\n3,1.505,1/2/2026\n4,,31/12/2026\n\"5\",\"1,5\",\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""
            { "columns": [{ "name": "amount", "type": "decimal(10,2)" }, { "name": "day", "type": "date", "format": "MM/dd/yyyy" }] }
            """));

        Assert.Equal(["1|1.50|2026-01-02|t/a.csv|2"], StageScene.Rows(_scene.Cleansed()));
        Assert.Equal(
            [
                new("t/a.csv", 3, "amount", "2,x,1/2/2026", "GR3107", "'x' is not decimal(10,2)"),
                new("t/a.csv", 4, "amount", "3,1.505,1/2/2026", "GR3107", "'1.505' is not decimal(10,2)"),
                new("t/a.csv", 5, "day", "4,,31/12/2026", "GR3107", "'31/12/2026' is not date (%m/%d/%Y)"),
                new("t/a.csv", 6, "amount", "\"5\",\"1,5\",", "GR3107", "'1,5' is not decimal(10,2)"),
            ],
            _scene.Rejects(_scene.Cleansed()));
        AssertBalanced(account, read: 5, written: 1, rejected: 4, duplicate: 0);
    }

    [Fact]
    public async Task Only_required_refuses_a_missing_value()
    {
        _scene.Write("t/a.csv", "id,name\n1,x\n,y\n \t ,z\nNA,w\n5,\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""
            { "columns": [{ "name": "id", "type": "integer", "required": true, "nullTokens": ["NA"] }, { "name": "name",
            "type": "string" }],
              "key": ["id"] }
            """));

        Assert.Equal(["1|x|t/a.csv|2", "5|∅|t/a.csv|6"], StageScene.Rows(_scene.Cleansed()));
        Assert.Equal(
            [(3L, "id", "GR3108"), (4L, "id", "GR3108"), (5L, "id", "GR3108")],
            _scene.Rejects(_scene.Cleansed()).Select(r => (r.Line, r.Column, r.Code)));
        Assert.Equal("id is required and has no value", _scene.Rejects(_scene.Cleansed())[0].Reason);
        AssertBalanced(account, read: 5, written: 2, rejected: 3, duplicate: 0);
    }

    [Fact]
    public async Task Null_tokens_are_compared_trimmed_and_as_written_and_belong_to_their_column()
    {
        _scene.Write("t/a.csv", "a,b\nNULL,NULL\n \\N ,\\N\nnull,x\n(D),y\n");

        await _scene.CleanseAsync(
            StageScene.Dataset("""{ "columns": [{ "name": "a", "type": "string", "nullTokens": ["NULL", "\\N", " (D) "] }] }"""));

        Assert.Equal(["∅|NULL", "∅|\\N", "null|x", "∅|y"], StageScene.Rows(_scene.Cleansed(), "a, b"));
    }

    [Fact]
    public async Task Grouped_numbers_are_taken_where_the_format_says_so()
    {
        _scene.Write("t/a.csv", "n,d\n\"1,234\",\"1,234,567.89\"\n5,6\n\"12,34\",1\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""
            { "columns": [{ "name": "n", "type": "integer", "format": "#,##0" },
              { "name": "d", "type": "decimal(18,2)", "format": "#,##0.00" }] }
            """));

        Assert.Equal(["1234|1234567.89", "5|6.00"], StageScene.Rows(_scene.Cleansed(), "n, d"));
        AssertBalanced(account, read: 3, written: 2, rejected: 1, duplicate: 0);
    }

    [Fact]
    public async Task The_reason_names_what_the_column_takes_and_what_clocks_did()
    {
        _scene.Write("t/a.csv", "n,f,ts\n1.5,ja,\n,yes,\n,,2018-03-25 02:30\n,,2018-10-28 02:30\n,,x\n");

        await _scene.CleanseAsync(StageScene.Dataset("""
            { "columns": [
              { "name": "n", "type": "decimal(9,2)", "decimalSeparator": ",", "currency": ["€", "EUR"] },
              { "name": "f", "type": "boolean", "trueWords": "ja", "falseWords": ["nein", "n"] },
              { "name": "ts", "type": "timestamp", "timeZone": "Europe/Berlin" }] }
            """));

        Assert.Equal(
            [
                "'1.5' is not decimal(9,2) (decimal separator ,, currency € or EUR)",
                "'yes' is not boolean (ja for true, nein or n for false)",
                "'2018-03-25 02:30' is not timestamp (clocks in Europe/Berlin skipped that time)",
                "'2018-10-28 02:30' is not timestamp (clocks in Europe/Berlin showed that time twice; ambiguousTimes says which is meant)",
                "'x' is not timestamp",
            ],
            _scene.Rejects(_scene.Cleansed()).Select(r => r.Reason));
    }

    [Fact]
    public async Task Every_type_comes_out_as_it_went_in()
    {
        _scene.Write("t/a.csv",
            "s,i,b,d4,d9,d18,d38,f,l,day,ts,tm\n"
            + "x,-2147483648,-9223372036854775808,-99.99,-9999999.99,-9999999999999999.99,"
            + "-999999999999999999999999999999999999.99,-1.5e300,yes,0001-01-01,1969-12-31T23:59:59.999999Z,00:00:00.000001\n"
            + ",,,,,,,,,,,\n"
            + "y,2147483647,9223372036854775807,99.99,9999999.99,9999999999999999.99,"
            + "999999999999999999999999999999999999.99,4.9e-324,0,9999-12-31,2026-06-30 12:00+02:00,23:59:59\n");

        await _scene.CleanseAsync(StageScene.Dataset("""
            { "columns": [
              { "name": "s", "type": "string" }, { "name": "i", "type": "integer" }, { "name": "b", "type": "bigint" },
              { "name": "d4", "type": "decimal(4,2)" },
              { "name": "d9", "type": "decimal(9,2)" }, { "name": "d18", "type": "decimal(18,2)" }, { "name": "d38",
              "type": "decimal(38,2)" },
              { "name": "f", "type": "double" }, { "name": "l", "type": "boolean" }, { "name": "day", "type": "date" },
              { "name": "ts", "type": "timestamp" }, { "name": "tm", "type": "time" }] }
            """));

        Assert.Equal(
            [
                "VARCHAR",
                "INTEGER",
                "BIGINT",
                "DECIMAL(4,2)",
                "DECIMAL(9,2)",
                "DECIMAL(18,2)",
                "DECIMAL(38,2)",
                "DOUBLE",
                "BOOLEAN",
                "DATE",
                "TIMESTAMP",
                "TIME",
            ],
            StageScene.Columns(_scene.Cleansed().Files).Take(12).Select(c => c.Split('|')[1]));
        Assert.Equal(
            [
                "x|-2147483648|-9223372036854775808|-99.99|-9999999.99|-9999999999999999.99|"
                    + "-999999999999999999999999999999999999.99|-1.5e+300|true|0001-01-01|1969-12-31 23:59:59.999999|00:00:00.000001",
                "∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅",
                "y|2147483647|9223372036854775807|99.99|9999999.99|9999999999999999.99|"
                    + "999999999999999999999999999999999999.99|5e-324|false|9999-12-31|2026-06-30 10:00:00|23:59:59",
            ],
            StageScene.Rows(_scene.Cleansed(), "s, i::VARCHAR, b::VARCHAR, d4::VARCHAR, d9::VARCHAR, d18::VARCHAR, d38::VARCHAR, "
                + "f::VARCHAR, l::VARCHAR, day::VARCHAR, ts::VARCHAR, tm::VARCHAR"));
    }

    [Fact]
    public async Task Of_a_repeated_key_the_first_by_file_and_line_stays_and_the_others_are_kept_apart()
    {
        _scene.Write("t/b.csv", "k1,k2,v\n1,x,b2\n2,y,b3\n");
        _scene.Write("t/a.csv", "k1,k2,v\n3,z,a2\n1,x,a3\n1,x,a4\n1,,a5\n1,,a6\n,,a7\n,,a8\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""{ "key": ["k1", "K2"] }"""));

        Assert.Equal(["a2", "a3", "a5", "a7", "b3"], StageScene.Rows(_scene.Cleansed(), "v"));
        Assert.Equal(
            ["a4|t/a.csv|4", "a6|t/a.csv|6", "a8|t/a.csv|8", "b2|t/b.csv|2"],
            StageScene.Query(
                $"SELECT v, _source_file, _source_line FROM read_parquet('{_scene.Cleansed().DuplicatesFolder}/*.parquet') ORDER BY ALL"));
        Assert.Equal([(7L, 4L, 3L), (2L, 1L, 1L)], account.Sources.Select(f => (f.Read, f.Written, f.Duplicate)));
        AssertBalanced(account, read: 9, written: 5, rejected: 0, duplicate: 4);
        ParquetFormat.AssertFirstVersionWithZstd(_scene.Cleansed().Files);
    }

    [Fact]
    public async Task Keys_are_compared_by_value_after_trimming_and_typing()
    {
        _scene.Write("t/a.csv", "k,v\n1.0,a\n 1.00 ,b\n1,c\n01,d\n");

        var account = await _scene.CleanseAsync(
            StageScene.Dataset("""{ "columns": [{ "name": "k", "type": "decimal(5,2)" }], "key": ["k"] }"""));

        Assert.Equal(["1.00|a"], StageScene.Rows(_scene.Cleansed(), "k, v"));
        AssertBalanced(account, read: 4, written: 1, rejected: 0, duplicate: 3);
    }

    [Fact]
    public async Task A_row_that_is_set_aside_does_not_take_the_key_from_a_good_one()
    {
        _scene.Write("t/a.csv", "k,v\n1,x\n1,2\n1,3\n");

        var account = await _scene.CleanseAsync(
            StageScene.Dataset("""{ "columns": [{ "name": "v", "type": "integer" }], "key": ["k"] }"""));

        Assert.Equal(["1|2|t/a.csv|3"], StageScene.Rows(_scene.Cleansed()));
        AssertBalanced(account, read: 3, written: 1, rejected: 1, duplicate: 1);
    }

    [Fact]
    public async Task Accounts_balance_file_by_file_over_many_rows_and_threads()
    {
        var random = new Random(7);
        for (var file = 0; file < 4; file++)
        {
            var rows = Enumerable.Range(0, 20_000).Select(i => $"{random.Next(30_000)},{(random.Next(50) == 0 ? "bad" : i.ToString())}\n");
            _scene.Write($"t/{file}.csv", "k,v\n" + string.Concat(rows));
        }

        var account = await _scene.CleanseAsync(StageScene.Dataset("""{ "columns": [{ "name": "v", "type": "bigint" }], "key": ["k"] }"""));

        Assert.All(account.Sources, f => Assert.True(f.IsBalanced, f.ToString()));
        Assert.Equal(80_000, account.Read);
        Assert.Equal(account.Rejected, _scene.Rejects(_scene.Cleansed()).Count);
        Assert.Equal(
            [$"{account.Written}|{account.Written}"], StageScene.Rows(_scene.Cleansed(), "count(*), count(DISTINCT k)", order: "ALL"));
        Assert.Equal(
            [$"{account.Duplicate}"],
            StageScene.Query($"SELECT count(*) FROM read_parquet('{_scene.Cleansed().DuplicatesFolder}/*.parquet')"));
    }

    [Theory]
    [InlineData("a,b\n", "{ \"onEmpty\": \"allow\" }")]
    [InlineData("a,b\n", """{ "onEmpty": "allow", "key": ["a"], "columns": [{ "name": "b", "type": "bigint" }] }""")]
    public async Task A_source_with_a_header_alone_may_become_an_empty_table(string text, string dataset)
    {
        _scene.Write("t/a.csv", text);

        var account = await _scene.CleanseAsync(StageScene.Dataset(dataset));

        AssertBalanced(account, read: 0, written: 0, rejected: 0, duplicate: 0);
        Assert.Empty(StageScene.Rows(_scene.Cleansed()));
        Assert.Equal(["a", "b"], StageScene.Columns(_scene.Cleansed().Files).Take(2).Select(c => c.Split('|')[0]));
    }

    [Fact]
    public async Task An_empty_file_becomes_an_empty_table_with_the_declared_columns()
    {
        _scene.Write("t/a.csv", "");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""
            { "onEmpty": "allow", "key": ["a"], "columns": [{ "name": "a", "type": "string" }, { "name": "b", "type": "bigint" }] }
            """));

        AssertBalanced(account, read: 0, written: 0, rejected: 0, duplicate: 0);
        Assert.Equal(["a|VARCHAR", "b|BIGINT", "_source_file|VARCHAR"], StageScene.Columns(_scene.Cleansed().Files).Take(3));
    }

    [Fact]
    public async Task An_empty_file_of_which_nothing_is_known_becomes_an_empty_table()
    {
        _scene.Write("t/a.csv", "");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""{ "onEmpty": "allow" }"""));

        AssertBalanced(account, read: 0, written: 0, rejected: 0, duplicate: 0);
    }

    [Fact]
    public async Task Rows_can_be_set_aside_from_end_to_end()
    {
        _scene.Write("t/a.csv", "v\n" + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"x{i}\n")));

        var account = await _scene.CleanseAsync(StageScene.Dataset("""{ "columns": [{ "name": "v", "type": "integer" }] }"""));

        AssertBalanced(account, read: 25_000, written: 0, rejected: 25_000, duplicate: 0);
        Assert.Equal(
            Enumerable.Range(0, 25_000).Select(i => ($"x{i}", i + 2L)), _scene.Rejects(_scene.Cleansed()).Select(r => (r.Raw, r.Line)));
    }

    public void Dispose() => _scene.Dispose();

    static void AssertBalanced(StageAccount account, long read, long written, long rejected, long duplicate)
    {
        Assert.All(account.Sources, f => Assert.True(f.IsBalanced, f.ToString()));
        Assert.Equal((read, written, rejected, duplicate), (account.Read, account.Written, account.Rejected, account.Duplicate));
    }
}
