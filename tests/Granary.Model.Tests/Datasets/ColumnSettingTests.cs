using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

public sealed class ColumnSettingTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Without_a_word_a_column_is_read_the_plain_way()
    {
        var column = Column("""{ "name": "v", "type": "double" }""")!;

        Assert.True(column.Notation.IsPlain);
        Assert.Equal((false, null, null), (column.NonFinite, column.Words, column.TimeZone));
    }

    [Fact]
    public void Notations_of_numbers_are_read()
    {
        var column = Column("""
            { "name": "v", "type": "double", "thousandsSeparator": " ", "decimalSeparator": ",", "currency": ["€", "EUR"],
            "negatives": "parentheses", "percent": "fraction", "nonFinite": "keep" }
            """)!;

        Assert.Empty(_problems);
        Assert.Equivalent(
            new NumberNotation
            {
                Thousands = " ",
                DecimalSeparator = ",",
                Currency = ["€", "EUR"],
                Parentheses = true,
                Percent = PercentMeaning.Fraction,
            },
            column.Notation,
            strict: true);
        Assert.False(column.Notation.IsPlain);
        Assert.True(column.NonFinite);
        Assert.Equal(
            "decimal separator ,, thousands separator blank, currency € or EUR, negative in parentheses, % must follow",
            column.Notation.ToString());
    }

    [Theory]
    [InlineData("""{ "name": "v", "type": "decimal(9,2)", "currency": "$" }""")]
    [InlineData("""{ "name": "v", "type": "decimal(9,2)", "negatives": ["trailingMinus"] }""")]
    [InlineData("""{ "name": "v", "type": "integer", "percent": "points" }""")]
    [InlineData("""{ "name": "v", "type": "integer", "thousandsSeparator": "." }""")]
    public void One_setting_alone_makes_a_notation(string column)
    {
        Assert.False(Column(column)!.Notation.IsPlain);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Words_and_zones_are_read()
    {
        Assert.Equivalent(
            new BooleanWords(["ja", "j"], ["nein"]),
            Column("""{ "name": "v", "type": "boolean", "trueWords": ["ja", " j "], "falseWords": "nein" }""")!.Words,
            strict: true);
        Assert.Equal(
            new SourceTimeZone("Europe/Berlin", AmbiguousTime.Later),
            Column("""{ "name": "v", "type": "timestamp", "timeZone": "Europe/Berlin", "ambiguousTimes": "later" }""")!.TimeZone);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("""{ "name": "v", "type": "date", "currency": "$" }""", "GR3070 currency")]
    [InlineData("""{ "name": "v", "type": "integer", "decimalSeparator": "," }""", "GR3070 decimalSeparator")]
    [InlineData("""{ "name": "v", "type": "decimal(9,2)", "nonFinite": "keep" }""", "GR3070 nonFinite")]
    [InlineData("""{ "name": "v", "type": "string", "trueWords": "x", "falseWords": "y" }""", "GR3070 trueWords", "GR3070 falseWords")]
    [InlineData("""{ "name": "v", "type": "date", "timeZone": "UTC" }""", "GR3070 timeZone")]
    [InlineData("""{ "name": "v", "type": "double", "thousandsSeparator": "." }""", "GR3071 thousandsSeparator")]
    [InlineData("""{ "name": "v", "type": "double", "thousandsSeparator": ",", "decimalSeparator": "," }""", "GR3071 thousandsSeparator")]
    [InlineData("""{ "name": "v", "type": "integer", "percent": "fraction" }""", "GR3071 percent")]
    [InlineData("""{ "name": "v", "type": "double", "format": "#,##0", "thousandsSeparator": "," }""", "GR3071 thousandsSeparator")]
    [InlineData("""{ "name": "v", "type": "double", "currency": "1$" }""", "GR3071 currency")]
    [InlineData("""{ "name": "v", "type": "boolean", "trueWords": "x" }""", "GR3071 trueWords")]
    [InlineData("""{ "name": "v", "type": "boolean", "trueWords": "x", "falseWords": ["y", "X "] }""", "GR3071 falseWords")]
    [InlineData("""{ "name": "v", "type": "timestamp", "ambiguousTimes": "later" }""", "GR3071 ambiguousTimes")]
    [InlineData("""{ "name": "v", "type": "timestamp", "timeZone": "Berlin" }""", "GR3072 timeZone")]
    [InlineData("""{ "name": "v", "type": "timestamp", "timeZone": "../zoneinfo/Europe/Berlin" }""", "GR3072 timeZone")]
    [InlineData("""{ "name": "v", "type": "timestamp", "timeZone": "Europe" }""", "GR3072 timeZone")]
    [InlineData("""{ "name": "v", "type": "timestamp", "timeZone": "+02:00" }""", "GR3072 timeZone")]
    [InlineData("""{ "name": "v", "type": "double", "thousandsSeparator": ";" }""", "GR1305 thousandsSeparator")]
    [InlineData("""{ "name": "v", "type": "double", "negatives": "red" }""", "GR1305 negatives")]
    [InlineData("""{ "name": "v", "type": "time", "format": "HH:mmxxx" }""", "GR1310 format")]
    public void What_cannot_be_is_refused_at_its_place(string column, params string[] expected)
    {
        Assert.Null(Column(column));

        Assert.Equal(
            expected.Select(e => e.Split(' ')).Select(e => (e[0], PlaceOf(column, e[1]))), _problems.Select(p => (p.Code, p.Where!.Column))
        );
    }

    /// <summary>Of the key's value in the file, from 1.</summary>
    static int PlaceOf(string column, string key) => $"{Before}{column}".IndexOf($"\"{key}\": ", StringComparison.Ordinal) + key.Length + 5;

    const string Before = """{ "columns": [""";

    DatasetColumn? Column(string column) => Dataset.Parse($"{Before}{column}] }}", "t.json", "t", _problems)?.Columns[0];
}
