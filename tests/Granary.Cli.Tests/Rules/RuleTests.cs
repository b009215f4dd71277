namespace Granary.Cli.Tests.Rules;

/// <summary>What rules of dataset files do to a run, by their severity.</summary>
public sealed class RuleTests : IDisposable
{
    const string Columns = """
        { "name": "Id", "type": "integer", "required": true, "unique": true }, { "name": "Status", "type": "string", "allowed": ["open",
        "paid"] },
        { "name": "Amount", "type": "decimal(9,2)", "min": 0 }, { "name": "Refund", "type": "decimal(9,2)" }, { "name": "Code",
        "type": "string", "pattern": "[A-Z]{2}", "maxLength": 2 }
        """;

    const string Header = "Id,Status,Amount,Refund,Code\n";

    readonly Scene _scene = new();

    [Fact]
    public async Task Rows_that_break_a_rule_are_rejected_with_their_line_column_and_reason()
    {
        _scene.Dataset(
            "orders",
            $$"""{ "columns": [{{Columns}}], "rules": [{ "name": "refund fits", "expression": "refund <= amount" }] }""");

        var run = (
            await _scene.RunAsync(
                _scene.Input(
                    "orders.csv",
                    Header + "1,open,5.00,,AB\n2,void,5,,\n3,open,-1,,\n4,open,1,,abc\n5,open,1,2,\n1,paid,1,,\nx,paid,1,,\n6,paid,,9,\n"))
        ).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(8, 2, Rejected: 6), run.Rows("cleansed", "orders"));
        Assert.Equal(["[1]", "[6]"], await _scene.RowsAsync("SELECT id FROM orders ORDER BY id"));
        Assert.Equal(
            [
                "3 status GR3109 2,void,5,, status.allowed: 'void' must be one of open, paid",
                "4 amount GR3110 3,open,-1,, amount.min: '-1' must be at least 0.00",
                "5 code GR3111 4,open,1,,abc code.pattern: 'abc' must match [A-Z]{2}",
                "6 refund GR3113 5,open,1,2, refund fits: refund <= amount is false (refund '2', amount '1')",
                "7 id GR3115 1,paid,1,, id.unique: id '1' must be unique and stands already in orders/orders.csv:2",
                "8 id GR3107 x,paid,1,, 'x' is not integer",
            ],
            (await _scene.RejectsAsync("orders")).Select(r => $"{r.Line} {r.Column} {r.Code} {r.Raw} {r.Reason}"));
    }

    [Fact]
    public async Task A_warning_is_a_note_with_the_rule_the_rows_and_the_first_of_them()
    {
        _scene.Dataset("orders", """
            { "columns": [{ "name": "id", "type": "integer" }, { "name": "v", "type": "integer" }],
              "rules": [{ "name": "v is usual", "column": "v", "max": 10, "severity": "warn" }, { "rowCount": { "min": 100 },
              "severity": "warn" }] }
            """);

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "id,v\n1,5\n2,50\n3,60\n"))).Succeeds();

        const string Note = "2 rows break the rule v is usual: v must be at most 10; the first is orders/orders.csv:3 (v '50').";
        Assert.Equal(
            [Note, "The rule rowCount of orders is broken: it has 3 rows; it must have at least 100."], run.NotesOf("orders").Split('\n'));
        Assert.Contains($": {Note}", (await _scene.GranaryAsync("show")).Exits(0).Output);
    }

    [Fact]
    public async Task Rules_that_fail_end_the_run_all_at_once_and_nothing_is_published()
    {
        const string Dataset =
            """
            { "columns": [{ "name": "id", "type": "integer" }, { "name": "v", "type": "integer" }], "rules": [{ "column": "v", "max": 10,
            "severity": "fail" }, { "expression": "id < 3", "severity": "fail" }] }
            """;
        _scene.Dataset("orders", Dataset);
        _scene.Dataset("parts", """{ "rules": [{ "rowCount": { "min": 2 } }] }""");
        (await _scene.RunAsync([_scene.Input("orders.csv", "id,v\n1,5\n"), _scene.Input("parts.csv", "p\na\nb\n")])).Succeeds();

        var run = (
            await _scene.RunAsync([_scene.Input("orders.csv", "id,v\n1,11\n2,5\n3,12\n"), _scene.Input("parts.csv", "p\na\n")])).Fails();

        Assert.Contains(
            "2 rows break the rule v.max of orders: v must be at most 10; see orders/orders.csv:2 (v '11'), orders/orders.csv:4 (v '12').",
            run.Cause);
        Assert.Contains("1 row breaks the rule id < 3 of orders: id < 3 must not be false; see orders/orders.csv:4 (id '3').", run.Cause);
        Assert.Contains("The rule rowCount of parts is broken", run.Cause);
        Assert.Equal(["""["1","5"]"""], await _scene.RowsAsync("SELECT id::VARCHAR, v::VARCHAR FROM orders"));
    }

    [Fact]
    public async Task References_look_at_the_same_run_and_else_at_what_is_published()
    {
        // By name the orders come first; they are cleansed behind the table that they refer to.
        _scene.Dataset(
            "aorders",
            """{ "columns": [{ "name": "customer", "type": "integer", "references": { "table": "customers", "columns": "id" } }] }"""
        );
        _scene.Dataset("customers", """{ "columns": [{ "name": "id", "type": "bigint" }] }""");
        (
            await _scene.RunAsync([
                _scene.Input("aorders.csv", "customer,n\n1,a\n2,b\n,c\n"), _scene.Input("customers.csv", "id,n\n1,x\nbad,y\n"),
            ])).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(
            ["3 customer.references: customer '2' must be in customers (id)"],
            (await _scene.RejectsAsync("aorders")).Select(r => $"{r.Line} {r.Reason}"));

        Directory.Delete(_scene.InputFolder, recursive: true);
        var second = (await _scene.RunAsync(_scene.Input("aorders.csv", "customer,n\n1,a\n3,b\n"))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);
        Assert.Equal(new StageRows(2, 1, Rejected: 1), second.Rows("cleansed", "aorders"));
    }

    [Fact]
    public async Task A_reference_to_a_table_that_is_nowhere_fails_the_run()
    {
        _scene.Dataset(
            "orders",
            """{ "columns": [{ "name": "customer", "type": "integer", "references": { "table": "customers", "columns": "id" } }] }"""
        );

        var run = (await _scene.RunAsync(_scene.Input("orders.csv", "customer\n1\n"))).Fails();

        Assert.Contains("refers to the table customers, which is neither in this run nor published", run.Cause);
        Assert.Contains("warning[GR1361]", run.Errors);
    }

    [Fact]
    public async Task The_newest_row_of_a_key_stays_and_ties_are_told()
    {
        _scene.Dataset("orders", """
            { "columns": [{ "name": "id", "type": "integer" }, { "name": "at", "type": "timestamp" }, { "name": "v", "type": "string" }],
              "key": ["id"], "keep": { "orderBy": { "column": "at", "direction": "desc" } } }
            """);

        var run = (
            await _scene.RunAsync(
                _scene.Input("orders.csv", "id,at,v\n1,2018-01-01,old\n1,2018-01-03,new\n1,2018-01-03,twin\n2,,none\n2,2018-01-01,some\n"))
        ).Succeeds();

        Assert.Equal(["""["new"]""", """["some"]"""], await _scene.RowsAsync("SELECT v FROM orders ORDER BY id"));
        Assert.Equal("The order of keep did not decide for 1 key; the first row by file and line stayed, for example orders/orders.csv:3 "
            + "beside orders/orders.csv:4.", run.NotesOf("orders"));
    }

    [Fact]
    public async Task Mistakes_in_rules_are_told_with_line_and_column()
    {
        var file = _scene.Define("projects/sales/datasets/orders.json", """
            {
              "columns": [
                { "name": "id", "type": "integer", "min": 5, "max": 1, "patern": "x" },
                { "name": "code", "type": "string", "pattern": "a(?=b)" },
                { "name": "day", "type": "date", "max": "tomorrow" },
                { "name": "name", "type": "string" }
              ],
              "rules": [
                "id > 5 and cod = 'x'",
                { "expression": "name \u003e 5", "severity": "warn" }
              ]
            }
            """);

        var result = (await _scene.GranaryAsync("check", file)).Exits(2);

        string[] expected =
        [
            "orders.json:3:57", "GR1352", "Did you mean \"pattern\"?", "orders.json:4:54", "GR1353", "orders.json:5:45", "GR1351",
            "orders.json:9:17", "GR1355", "Did you mean \"code\"?", "orders.json:10:27", "GR1356",
        ];
        Assert.All(expected, e => Assert.Contains(e, result.Errors));
    }

    public void Dispose() => _scene.Dispose();
}
