using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Model.Tests.Datasets;

public sealed class RuleTests
{
    const string Columns = """
        { "name": "Order No", "type": "bigint" }, { "name": "status", "type": "string" }, { "name": "amount", "type": "decimal(9,2)" },
        { "name": "day", "type": "date" },
        { "name": "seen", "type": "timestamp" }, { "name": "at", "type": "time" }, { "name": "paid", "type": "boolean" },
        { "name": "rate", "type": "double" }
        """;

    readonly List<Problem> _problems = [];

    [Fact]
    public void A_column_says_what_its_values_must_be()
    {
        var rules = Parse(
            """
            { "columns": [{ "name": "Order No", "type": "bigint", "min": 1, "max": 9, "unique": true },
                          { "name": "s", "type": "string", "allowed": ["a"] }] }
            """)!.Rules;

        Assert.Equal(["order_no.range", "order_no.unique", "s.allowed"], rules.Select(r => r.Name));
        Assert.All(rules, r => Assert.Equal(RuleSeverity.Reject, r.Severity));
        Assert.Equal(["be at least 1 and at most 9", "be a"], rules.OfType<Rule.Row>().Select(r => r.Demand));
    }

    [Fact]
    public void The_list_has_names_and_severities()
    {
        var rules = WithRules("""
            "amount > 0", { "name": "n", "column": "status", "minLength": 2, "severity": "warn" }, { "columns": ["status", "day"],
            "unique": true, "severity": "fail" },
            { "rowCount": { "min": 1 } }, { "freshness": { "column": "seen", "within": "1d 12h" }, "severity": "warn" },
            { "column": "paid", "references": { "table": "t" } }
            """)!.Rules;

        Assert.Equal(
            ["amount > 0 Reject", "n Warn", "status, day.unique Fail", "rowCount Fail", "seen.freshness Warn", "paid.references Reject"],
            rules.Select(r => $"{r.Name} {r.Severity}"));
        Assert.Equal(TimeSpan.FromHours(36), Assert.IsType<Rule.Freshness>(rules[4]).Within);
        Assert.Equal(["paid"], Assert.IsType<Rule.References>(rules[5]).Targets);
    }

    [Theory]
    [InlineData(""" "name": "v", "type": "string", "min": 1 """, "GR1350 min")]
    [InlineData(""" "name": "v", "type": "boolean", "max": true """, "GR1350 max")]
    [InlineData(
        """ "name": "v", "type": "integer", "pattern": "x", "minLength": 1, "maxLength": 2 """,
        "GR1350 pattern",
        "GR1350 minLength",
        "GR1350 maxLength")]
    [InlineData(""" "name": "v", "type": "integer", "min": 0.5 """, "GR1351 min")]
    [InlineData(""" "name": "v", "type": "decimal(5,2)", "max": 1000 """, "GR1351 max")]
    [InlineData(""" "name": "v", "type": "date", "min": "2018-02-30" """, "GR1351 min")]
    [InlineData(""" "name": "v", "type": "date", "min": 20180101 """, "GR1351 min")]
    [InlineData(""" "name": "v", "type": "timestamp", "min": "2018-01-01T00:00:00Z" """, "GR1351 min")]
    [InlineData(""" "name": "v", "type": "string", "allowed": ["a", 5] """, "GR1351 5")]
    [InlineData(""" "name": "v", "type": "bigint", "allowed": [1, "x"] """, "GR1351 \"x\"")]
    [InlineData(""" "name": "v", "type": "integer", "min": 2, "max": 1 """, "GR1352 max")]
    [InlineData(""" "name": "v", "type": "date", "min": "2018-01-02", "max": "2018-01-01" """, "GR1352 max")]
    [InlineData(""" "name": "v", "type": "string", "minLength": 2, "maxLength": 1 """, "GR1352 maxLength")]
    [InlineData(""" "name": "v", "type": "string", "minLength": -1 """, "GR1352 minLength")]
    [InlineData(""" "name": "v", "type": "integer", "allowed": [1], "min": 0 """, "GR1357 min")]
    [InlineData(""" "name": "v", "type": "integer", "references": { "table": "A b" } """, "GR1360 references")]
    [InlineData(""" "name": "v", "type": "integer", "references": { "table": "c", "columns": ["a", "b"] } """, "GR1360 references")]
    [InlineData(""" "name": "v", "type": "integer", "minn": 1 """, "GR1301 \"minn\"")]
    [InlineData(""" "name": "v", "type": "integer", "unique": "perhaps" """, "GR1303 unique")]
    public void What_a_column_cannot_ask_is_refused_at_its_place(string column, params string[] expected) =>
        AssertRefused($"{{ \"columns\": [{{{column}}}] }}", expected);

    [Theory]
    [InlineData("""{ "name": "x" }""", "GR1357 {")]
    [InlineData("""{ "column": "amount", "min": 1, "allowed": [1] }""", "GR1357 min")]
    [InlineData("""{ "min": 1 }""", "GR1357 {")]
    [InlineData("""{ "columns": ["amount", "rate"], "min": 1 }""", "GR1357 {")]
    [InlineData("""{ "column": "amount", "columns": ["rate"], "unique": true }""", "GR1357 columns")]
    [InlineData("""{ "unique": true }""", "GR1357 {")]
    [InlineData("""{ "column": "amount", "expression": "amount > 0" }""", "GR1357 column")]
    [InlineData("""{ "rowCount": {} }""", "GR1357 rowCount")]
    [InlineData("""{ "rowCount": { "min": 2, "max": 1 } }""", "GR1352 rowCount")]
    [InlineData("""{ "rowCount": { "min": 2 }, "severity": "reject" }""", "GR1358 severity")]
    [InlineData("""{ "freshness": { "column": "day", "within": "2d" }, "severity": "reject" }""", "GR1358 severity")]
    [InlineData("""{ "freshness": { "column": "amount", "within": "2d" } }""", "GR1350 column")]
    [InlineData("""{ "freshness": { "column": "dya", "within": "2d" } }""", "GR1355 column")]
    [InlineData("""{ "freshness": { "column": "day", "within": "2 months" } }""", "GR1362 within")]
    [InlineData("""{ "freshness": { "column": "day", "within": "0h" } }""", "GR1362 within")]
    [InlineData("""{ "column": "amuont", "min": 1 }""", "GR1355 column")]
    [InlineData("""{ "column": "amount", "min": 1, "severity": "warning" }""", "GR1305 severity")]
    [InlineData("""{ "name": "n", "column": "amount", "min": 1 }, { "name": "n", "column": "amount", "max": 1 }""", "GR1359 2 name")]
    [InlineData("""5""", "GR1303 5")]
    [InlineData("""{ "expression": 5 }""", "GR1303 expression")]
    public void What_a_rule_cannot_ask_is_refused_at_its_place(string rule, params string[] expected) =>
        AssertRefused(FileWith(rule), expected);

    [Theory]
    [InlineData("""{ "key": ["id"], "columns": [{ "name": "ID", "type": "integer", "unique": true }] }""", "GR1357 unique")]
    [InlineData("""{ "keep": "last" }""", "GR1363 keep")]
    [InlineData("""{ "key": ["id"], "keep": "newest" }""", "GR1305 keep")]
    [InlineData("""{ "key": ["id"], "keep": { "orderBy": [] } }""", "GR1304 orderBy")]
    [InlineData("""{ "key": ["id"], "keep": { "orderBy": [{ "column": "v", "direction": "down" }] } }""", "GR1305 direction")]
    [InlineData("""{ "source": { "columns": ["id", "v"] }, "key": ["id"], "keep": { "orderBy": { "column": "w" } } }""", "GR1312 column")]
    [InlineData("""{ "source": { "columns": ["id", "v"] }, "rules": [{ "column": "w", "unique": true }] }""", "GR1312 column")]
    public void Keys_and_rules_do_not_contradict_each_other(string file, params string[] expected) => AssertRefused(file, expected);

    [Fact]
    public void The_row_that_stays_may_be_chosen_by_an_order()
    {
        var keep = Parse(
            """{ "key": ["id"], "keep": { "orderBy": [{ "column": "v", "direction": "desc" }, { "column": "w", "nulls": "first" }] } }"""
        )!.Keep;

        Assert.Equal(
            [new KeepOrder("v", IsDescending: true, NullsFirst: false), new("w", IsDescending: false, NullsFirst: true)], keep.Columns);
        Assert.True(Parse("""{ "key": ["id"], "keep": "last" }""")!.Keep.IsFromEnd);
        Assert.Same(DuplicateOrder.First, Parse("{}")!.Keep);
    }

    [Fact]
    public void Tables_stand_behind_those_that_they_refer_to()
    {
        var tables = new[] { Referring("a", "c"), Referring("b", "b"), Referring("c", "b") };

        Assert.Equal(["b", "c", "a"], TableReferences.InOrder(tables, _problems).Select(t => t.Table));
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_circle_of_references_is_told_once()
    {
        TableReferences.Check([Referring("a", "b"), Referring("b", "c"), Referring("c", "a")], ["a", "b", "c"], _problems);

        var circle = Assert.Single(_problems);
        Assert.Equal(
            ("GR1360", "The references of a → b → c → a form a circle: none of the tables can be finished before the others."),
            (circle.Code, circle.Message));
        Assert.Equal("c.json", circle.Where!.File);
    }

    [Fact]
    public void Tables_and_columns_that_are_not_there_are_found()
    {
        TableReferences.Check(
            [
                Referring("orders", "customer"),
                Dataset.Parse("""{ "source": { "columns": ["nr"] } }""", "customers.json", "customers", _problems)!,
            ],
            ["orders", "customers"],
            _problems);
        TableReferences.Check(
            [
                Referring("orders", "customers"),
                Dataset.Parse("""{ "source": { "columns": ["nr"] } }""", "customers.json", "customers", _problems)!,
            ],
            ["orders", "customers"],
            _problems);
        TableReferences.Check(
            [
                Referring("orders", "customers"),
                Dataset.Parse("""{ "columns": [{ "name": "id", "type": "date" }] }""", "customers.json", "customers", _problems)!,
            ],
            ["orders", "customers"],
            _problems);

        Assert.Equal(
            ["GR1361 Did you mean \"customers\"?", "GR1360 Columns: nr.", "GR1360 Give both columns one type."],
            _problems.Select(p => $"{p.Code} {p.Hint}"));
        Assert.False(_problems[0].IsError);
    }

    static Dataset Referring(string table, string other) =>
        Dataset.Parse(
            $$"""{ "columns": [{ "name": "id", "type": "integer", "references": { "table": "{{other}}" } }] }""",
            $"{table}.json",
            table,
            []
        )!;

    static string FileWith(string rules) => $$"""{ "columns": [{{Columns}}], "rules": [{{rules}}] }""";

    Dataset? WithRules(string rules) => Parse(FileWith(rules));

    Dataset? Parse(string text)
    {
        var dataset = Dataset.Parse(text, "t.json", "t", _problems);
        Assert.Empty(_problems);
        return dataset;
    }

    void AssertRefused(string text, string[] expected)
    {
        Assert.Null(Dataset.Parse(text, "t.json", "t", _problems));
        Assert.Equal(expected, _problems.Select(p => $"{p.Code} {expected[_problems.IndexOf(p)][7..]}"));
        Assert.Equal(expected.Select(e => PlaceOf(text, e[7..])), _problems.Select(p => (p.Where!.Line, p.Where.Column)));
    }

    /// <summary>Of a key's value, counted from the end of the columns; or of a text as it stands.</summary>
    static (int Line, int Column) PlaceOf(string text, string what)
    {
        var parts = what.Split(' ');
        var from = text.Contains("\"rules\": [", StringComparison.Ordinal)
            ? text.IndexOf("\"rules\": [", StringComparison.Ordinal) + 10
            : 0;
        var key = $"\"{parts[^1]}\": ";
        var at = text.IndexOf(key, from, StringComparison.Ordinal);
        for (var n = 1; parts.Length > 1 && n < int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture); n++)
            at = text.IndexOf(key, at + 1, StringComparison.Ordinal);
        at = at < 0 ? text.IndexOf(parts[^1], from, StringComparison.Ordinal) : at + key.Length;
        var before = text[..at];
        return (before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
    }
}
