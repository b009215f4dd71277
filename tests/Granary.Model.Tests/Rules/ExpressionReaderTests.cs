using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Model.Tests.Rules;

public sealed class ExpressionReaderTests
{
    const string Columns = """
        { "name": "Order No", "type": "bigint" }, { "name": "n", "type": "integer" }, { "name": "status", "type": "string" },
        { "name": "amount", "type": "decimal(9,2)" },
        { "name": "wide", "type": "decimal(38,10)" }, { "name": "day", "type": "date" }, { "name": "seen", "type": "timestamp" },
        { "name": "at", "type": "time" },
        { "name": "paid", "type": "boolean" }, { "name": "rate", "type": "double" }
        """;

    readonly List<Problem> _problems = [];

    [Theory]
    [InlineData("n", 0, "GR1356")]
    [InlineData("n = 'x'", 2, "GR1356")]
    [InlineData("n = day", 2, "GR1356")]
    [InlineData("status > 5", 7, "GR1356")]
    [InlineData("paid > true", 5, "GR1356")]
    [InlineData("paid = 1", 5, "GR1356")]
    [InlineData("day = '2018-02-30'", 6, "GR1356")]
    [InlineData("at > '25:00'", 5, "GR1356")]
    [InlineData("day = date 'x'", 11, "GR1356")]
    [InlineData("status + 1 = 2", 0, "GR1356")]
    [InlineData("n + paid = 2", 4, "GR1356")]
    [InlineData("-status = 'x'", 1, "GR1356")]
    [InlineData("seen - day = 1", 0, "GR1356")]
    [InlineData("wide * amount = 1", 7, "GR1356")]
    [InlineData("wide + wide + wide = 1", 7, "GR1356")]
    [InlineData("wide = 1e-11 or wide = 0.00000000001", 21, "GR1356")]
    [InlineData("not n", 4, "GR1356")]
    [InlineData("n > 1 and status", 10, "GR1356")]
    [InlineData("n or paid", 0, "GR1356")]
    [InlineData("n like '1%'", 0, "GR1356")]
    [InlineData("status like 'a\\b'", 12, "GR1356")]
    [InlineData("length(n) = 1", 7, "GR1356")]
    [InlineData("abs(status) = 1", 4, "GR1356")]
    [InlineData("coalesce(n) = 1", 0, "GR1356")]
    [InlineData("coalesce(n, 'x') = 1", 12, "GR1356")]
    [InlineData("n in (1, 'x')", 9, "GR1356")]
    [InlineData("n in ()", 2, "GR1356")]
    [InlineData("n = 123456789012345678901234567890123456789", 4, "GR1356")]
    [InlineData("m > 1", 0, "GR1355")]
    [InlineData("[Order NO] > 1 and [x y] = 2", 19, "GR1355")]
    [InlineData("n >", 3, "GR1354")]
    [InlineData("n > 1 n", 6, "GR1354")]
    [InlineData("n > 1)", 5, "GR1354")]
    [InlineData("(n > 1", 6, "GR1354")]
    [InlineData("n = 1 = 2", 6, "GR1354")]
    [InlineData("n = null", 4, "GR1354")]
    [InlineData("n is nul", 5, "GR1354")]
    [InlineData("n not 5", 6, "GR1354")]
    [InlineData("n between 1 or 2", 12, "GR1354")]
    [InlineData("status = 'x", 9, "GR1354")]
    [InlineData("[n > 1", 0, "GR1354")]
    [InlineData("status = \"x\"", 9, "GR1354")]
    [InlineData("n > 1 && n < 2", 6, "GR1354")]
    [InlineData("n % 2 = 0", 2, "GR1354")]
    [InlineData("n > 1x", 4, "GR1354")]
    [InlineData("lenght(status) = 1", 0, "GR1354")]
    [InlineData("and n > 1", 0, "GR1354")]
    [InlineData("status like n", 12, "GR1354")]
    [InlineData("1 = 1", 0, "GR1357")]
    public void What_cannot_be_meant_is_refused_at_its_character(string expression, int character, string code)
    {
        Assert.Null(Read(expression));

        // The file has a backslash or a quote behind one more backslash.
        var written = character + expression[..character].Count(c => c is '\\' or '"');
        Assert.Equal((code, written), (_problems[0].Code, _problems[0].Where!.Column - Before.Length - 2 + (code == "GR1357" ? 1 : 0)));
    }

    [Fact]
    public void All_mistakes_of_types_are_told_at_once()
    {
        Assert.Null(Read("n = 'x' and m > 1 and not status"));

        Assert.Equal(["GR1356", "GR1355", "GR1356"], _problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("n + 1", "decimal(11,0)")]
    [InlineData("[Order No] * n", "decimal(29,0)")]
    [InlineData("[Order No] * [Order No]", "decimal(38,0)")]
    [InlineData("amount + 0.125", "decimal(11,3)")]
    [InlineData("amount * amount", "decimal(18,4)")]
    [InlineData("amount - n", "decimal(13,2)")]
    [InlineData("n / 2", "double")]
    [InlineData("amount * rate", "double")]
    [InlineData("-n", "decimal(10,0)")]
    [InlineData("abs(rate)", "double")]
    [InlineData("day - day", "integer")]
    [InlineData("length(status)", "integer")]
    [InlineData("coalesce(n, 0.5)", "decimal(11,1)")]
    [InlineData("coalesce(day, seen)", "timestamp")]
    [InlineData("lower(status)", "string")]
    public void Results_have_the_digits_that_they_need(string value, string type)
    {
        var condition = Assert.IsType<Expression.IsNull>(Read($"{value} is null")!.Condition);

        Assert.Equal(type, condition.Operand.Type.ToString());
    }

    [Fact]
    public void Operands_have_one_type_and_every_conversion_is_written_out()
    {
        var comparison = Assert.IsType<Expression.Comparison>(Read("amount >= n")!.Condition);

        Assert.Equal((new ColumnType.Decimal(12, 2), new ColumnType.Decimal(12, 2)), (comparison.Left.Type, comparison.Right.Type));
        Assert.IsType<Expression.Widened>(comparison.Left);
        Assert.Equal(
            new Expression.Literal(new ColumnType.Decimal(9, 2), "5.00"),
            Assert.IsType<Expression.Comparison>(Read("amount >= 5")!.Condition).Right);
    }

    [Fact]
    public void A_text_beside_a_day_or_time_is_one()
    {
        Assert.Equal(
            new Expression.Literal(new ColumnType.Date(), "2018-01-01"),
            Assert.IsType<Expression.Comparison>(Read("day > '2018-01-01'")!.Condition).Right);
        Assert.Equal(
            new Expression.Literal(new ColumnType.Timestamp(), "2018-01-01 10:30:00"),
            Assert.IsType<Expression.Comparison>(Read("'2018-01-01T10:30' = seen")!.Condition).Left);
        Assert.Equal(
            new Expression.Literal(new ColumnType.Time(), "10:30:00.25"),
            Assert.IsType<Expression.Comparison>(Read("at > '10:30:00.250'")!.Condition).Right);
    }

    [Fact]
    public void Columns_are_told_in_their_order()
    {
        Assert.Equal(["status", "n", "Order No"], Read("status = 'x' or n in (1, [Order No]) or n > 2")!.Columns);
    }

    [Fact]
    public void Deep_and_long_expressions_are_refused_and_long_lists_are_not()
    {
        Assert.Null(Read(new string('(', 100) + "n > 1" + new string(')', 100)));
        Assert.Null(Read(string.Concat(Enumerable.Repeat("not ", 100)) + "paid"));
        Assert.Null(Read("rate" + string.Concat(Enumerable.Repeat(" + rate", 100)) + " > 1"));
        Assert.Null(Read(string.Join(" or ", Enumerable.Repeat("n > 1", 1000))));
        Assert.Equal(["GR1354", "GR1354", "GR1354", "GR1354"], _problems.Select(p => p.Code));
        _problems.Clear();

        Assert.NotNull(Read(string.Join(" or ", Enumerable.Repeat("n > 1", 400))));
        Assert.NotNull(Read($"n in ({string.Join(", ", Enumerable.Range(0, 500))})"));
        Assert.Empty(_problems);
    }

    const string Before = $$"""{ "rules": [""";

    Rule.Row? Read(string expression)
    {
        var written = expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var file = Dataset.Parse($$"""{{Before}}"{{written}}"], "columns": [{{Columns}}] }""", "t.json", "t", _problems);
        return (Rule.Row?)file?.Rules[0];
    }
}
