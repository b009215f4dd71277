using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

public sealed class ColumnTypeTests
{
    readonly List<Problem> _problems = [];

    [Theory]
    [InlineData("string")]
    [InlineData("integer")]
    [InlineData("bigint")]
    [InlineData("decimal(20,10)")]
    [InlineData("decimal(38,38)")]
    [InlineData("decimal(1,0)")]
    [InlineData("double")]
    [InlineData("boolean")]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("time")]
    public void Is_read_and_written_alike(string text)
    {
        Assert.Equal(text, Parse(text)?.ToString());
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("decimal(5)", 5, 0)]
    [InlineData("decimal( 20 , 10 )", 20, 10)]
    public void Has_decimals_with_blanks_or_without_a_scale(string text, int precision, int scale)
    {
        Assert.Equal(new ColumnType.Decimal(precision, scale), Parse(text));
    }

    [Theory]
    [InlineData("int", "GR1306", "Did you mean \"integer\"?")]
    [InlineData("VARCHAR(20)", "GR1306", "Did you mean \"string\"?")]
    [InlineData("datetime", "GR1306", "Did you mean \"timestamp\"?")]
    [InlineData("Integer", "GR1306", "Did you mean \"integer\"?")]
    [InlineData("timestmap", "GR1306", "Did you mean \"timestamp\"?")]
    [InlineData("decimal", "GR1306", "Did you mean \"decimal(18,2)\"?")]
    [InlineData("decimal(x)", "GR1306", "Did you mean \"decimal(18,2)\"?")]
    [InlineData("json", "GR1306", "One of string, integer, bigint, double, boolean, date, timestamp, time, decimal(18,2).")]
    [InlineData("decimal(39,2)", "GR1307", null)]
    [InlineData("decimal(0,0)", "GR1307", null)]
    [InlineData("decimal(2,4)", "GR1307", "The first number counts the digits before and after the point: decimal(6,4)?")]
    public void Is_refused_with_a_word_of_help(string text, string code, string? hint)
    {
        Assert.Null(Parse(text));

        var problem = Assert.Single(_problems);
        Assert.Equal((code, hint), (problem.Code, problem.Hint));
    }

    ColumnType? Parse(string text) => ColumnType.Parse(text, new("x.json", 1, 1), _problems);
}
