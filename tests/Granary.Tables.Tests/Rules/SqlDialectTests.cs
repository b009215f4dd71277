using Granary.Model.Rules;
using Granary.Tables.Dialects;
using Granary.Tables.Rules;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Rules;

/// <summary>What conditions mean is in tests/conformance; here is how the two engines spell them.</summary>
public sealed class SqlDialectTests
{
    const string Columns = """
        { "name": "Order No", "type": "bigint" }, { "name": "n", "type": "integer" }, { "name": "s", "type": "string" },
        { "name": "d", "type": "decimal(18,2)" },
        { "name": "day", "type": "date" }, { "name": "seen", "type": "timestamp" }, { "name": "at", "type": "time" },
        { "name": "x", "type": "double" }
        """;

    [Theory]
    [InlineData("[Order No] > 0", """("order_no" > CAST('0' AS BIGINT))""", "(`order_no` > CAST('0' AS BIGINT))")]
    [InlineData("seen >= day", """("seen" >= CAST("day" AS TIMESTAMP))""", "(`seen` >= CAST(`day` AS TIMESTAMP_NTZ))")]
    [InlineData("at < '10:30'", """("at" < CAST('10:30:00' AS TIME))""", "(`at` < CAST('10:30:00' AS STRING))")]
    [InlineData(
        "day - day = 1",
        """(CAST("day" - "day" AS INTEGER) = CAST('1' AS INTEGER))""",
        "(datediff(`day`, `day`) = CAST('1' AS INT))")]
    [InlineData("d = x", """(CAST(CAST("d" AS VARCHAR) AS DOUBLE) = "x")""", "(CAST(`d` AS DOUBLE) = `x`)")]
    [InlineData(
        "n / 2 = x",
        """((CAST("n" AS DOUBLE) / nullif(CAST('2' AS DOUBLE), CAST('0' AS DOUBLE))) = "x")""",
        "((CAST(`n` AS DOUBLE) / nullif(CAST('2' AS DOUBLE), CAST('0' AS DOUBLE))) = `x`)")]
    [InlineData(
        "d + d = d + d",
        """(CAST(CAST("d" AS DECIMAL(19,2)) + CAST("d" AS DECIMAL(19,2)) AS DECIMAL(19,2)) = """
            + """CAST(CAST("d" AS DECIMAL(19,2)) + CAST("d" AS DECIMAL(19,2)) AS DECIMAL(19,2)))""",
        "(CAST(`d` + `d` AS DECIMAL(19,2)) = CAST(`d` + `d` AS DECIMAL(19,2)))")]
    [InlineData(
        @"s like 'a\\%$' or s in ('it''s', 'b')",
        """(("s" LIKE 'a\%$' ESCAPE '\') OR ("s" IN ('it''s', 'b')))""",
        @"((`s` LIKE 'a\\%\u0024') OR (`s` IN ('it\'s', 'b')))")]
    [InlineData(
        "not (s is null or lower(s) = 'a')",
        """(NOT (("s" IS NULL) OR (translate("s", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'a')))""",
        "(NOT ((`s` IS NULL) OR (translate(`s`, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'a')))")]
    public void Each_engine_has_its_spelling(string condition, string duckDb, string spark)
    {
        var rules = Rules($$"""{ "columns": [{{Columns}}], "rules": ["{{condition}}"] }""");

        Assert.Equal((duckDb, spark), (Sql(rules, SqlDialect.DuckDb), Sql(rules, SqlDialect.Spark)));
    }

    [Fact]
    public void Patterns_match_the_whole_text_on_both()
    {
        var rules = Rules("""{ "columns": [{ "name": "s", "type": "string", "pattern": "a.|\\$" }] }""");

        Assert.Equal(@"regexp_full_match(""s"", 'a[^\n]|\$')", Sql(rules, SqlDialect.DuckDb));
        Assert.Equal(@"(`s` RLIKE '\\A(?:a[^\\n]|\\\u0024)\\z')", Sql(rules, SqlDialect.Spark));
    }

    static TableRules Rules(string dataset) =>
        TableRules.Of(StageScene.Dataset(dataset), name => name.ToLowerInvariant().Replace(' ', '_'));

    static string Sql(TableRules rules, SqlDialect engine) =>
        rules.Condition(
            Assert.IsType<Rule.Row>(rules.Rules[0]), engine, name => engine == SqlDialect.Spark ? $"`{name}`" : $"\"{name}\"");
}
