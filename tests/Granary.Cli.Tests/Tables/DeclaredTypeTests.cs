namespace Granary.Cli.Tests.Tables;

/// <summary>Columns with the types, formats and null tokens of their dataset file.</summary>
public sealed class DeclaredTypeTests : IDisposable
{
    const string Dataset = """
        {
          "columns": [
            { "name": "Id", "type": "integer", "required": true },
            { "name": "big", "type": "bigint" },
            { "name": "amount", "type": "decimal(12,2)", "format": "#,##0" },
            { "name": "ratio", "type": "double" },
            { "name": "is open", "type": "boolean" },
            { "name": "day", "type": "date", "format": ["MM/dd/yyyy", "yyyy-MM-dd"] },
            { "name": "seen", "type": "timestamp", "format": "yyyy-MM-dd HH:mm:ss" },
            { "name": "at", "type": "time" },
            { "name": "note", "type": "string", "nullTokens": ["N/A", "(D)"] }
          ]
        }
        """;

    const string Header = "Id,big,amount,ratio,is open,day,seen,at,note\n";

    readonly Scene _scene = new();

    public DeclaredTypeTests() => _scene.Dataset("orders", Dataset);

    [Fact]
    public async Task Values_get_the_declared_types()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", Header
            + "1,9223372036854775807,\"1,234,567.50\",0.25,true,12/31/2024,2024-12-31 23:59:58,08:30:00, text \n"
            + "2,-5,1234.5,1e3,false,2024-02-29,2024-02-29 00:00:00,23:59:59,N/A\n"))).Succeeds();

        Assert.Equal(
            [
                "id integer", "big bigint", "amount decimal(12,2)", "ratio double", "is_open boolean", "day date", "seen timestamp",
                "at time", "note string",
            ],
            run.ColumnsOf("orders"));
        Assert.Equal(
            [
                """[1,"9223372036854775807","1234567.50",0.25,true,"2024-12-31","2024-12-31 23:59:58","08:30:00","text"]""",
                """[2,"-5","1234.50",1000,false,"2024-02-29","2024-02-29 00:00:00","23:59:59",null]""",
            ],
            await _scene.RowsAsync("SELECT * EXCLUDE (_source_file, _source_line, _run_id, processed_at_utc) FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_rejects_its_row_under_its_column()
    {
        (string Column, string Row)[] bad =
        [
            ("id", ",,,,,,,,"),
            ("id", "1.5,,,,,,,,"),
            ("id", "2147483648,,,,,,,,"),
            ("big", "1,9223372036854775808,,,,,,,"),
            ("amount", "1,,12345678901.00,,,,,,"),
            ("ratio", "1,,,abc,,,,,"),
            ("is_open", "1,,,,maybe,,,,"),
            ("day", "1,,,,,02/30/2024,,,"),
            ("day", "1,,,,,31.12.2024,,,"),
            ("seen", "1,,,,,,2024-12-31 25:00:00,,"),
            ("at", "1,,,,,,,noon,"),
        ];

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", $"{Header}7,,,,,,,,\n{string.Join('\n', bad.Select(b => b.Row))}\n")))
            .Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(bad.Length + 1, 1, Rejected: bad.Length), run.Rows("cleansed", "orders"));
        Assert.Equal(
            bad.Select((b, i) => ("cleansed", "orders/orders.csv", i + 3L, b.Column, b.Row)),
            (await _scene.RejectsAsync("orders")).Select(r => (r.Stage, r.File, r.Line, r.Column!, r.Raw)));
    }

    [Fact]
    public async Task A_null_token_is_no_value_for_the_column_that_names_it_alone()
    {
        (await _scene.RunAsync(_scene.Input("orders.csv", $"{Header}1,,,,,,, ,(D)\n2,,(D),,,,,,x\n"))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(["[1,null]"], await _scene.RowsAsync("SELECT id, note FROM orders"));
    }

    [Fact]
    public async Task A_declared_column_that_no_file_has_fails_the_run_before_reading()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "Id,other\n1,2\n"))).Fails();

        Assert.Contains("\"amount\"", run.Cause);
        Assert.Contains("\"note\"", run.Cause);
        Assert.Empty(run.Tables);
    }

    public void Dispose() => _scene.Dispose();
}
