using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

public sealed class FormatTests
{
    static readonly FilePosition Quote = new("x.json", 3, 10);

    readonly List<Problem> _problems = [];

    [Theory]
    [InlineData("date", "MM/dd/yyyy", "%m/%d/%Y")]
    [InlineData("date", "%m/%d/%Y", "%m/%d/%Y")]
    [InlineData("date", "yyyyMMdd", "%Y%m%d")]
    [InlineData("date", "d-MMM-yy", "%-d-%b-%y")]
    [InlineData("date", "EEEE, MMMM d, uuuu", "%A, %B %-d, %Y")]
    [InlineData("date", "yyyyDDD", "%Y%j")]
    [InlineData("date", "%Y week%%", "")]
    [InlineData("timestamp", "yyyy-MM-dd HH:mm:ss", "%Y-%m-%d %H:%M:%S")]
    [InlineData("timestamp", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "%Y-%m-%dT%H:%M:%S.%fZ")]
    [InlineData("timestamp", "yyyy-MM-dd HH:mm:ss.SSSSSSSSS", "%Y-%m-%d %H:%M:%S.%n")]
    [InlineData("timestamp", "yyyy-MM-dd HH:mm:ssxxx", "%Y-%m-%d %H:%M:%S%z")]
    [InlineData("timestamp", "M/d/yyyy h:mm a", "%-m/%-d/%Y %-I:%M %p")]
    [InlineData("timestamp", "M/d/yyyy", "%-m/%-d/%Y")]
    [InlineData("timestamp", "%Y-%m-%d %H.%M.%S.%f", "%Y-%m-%d %H.%M.%S.%f")]
    [InlineData("timestamp", "d 'o''clock' ''MM yyyy", "%-d o'clock '%m %Y")]
    [InlineData("time", "HH:mm", "%H:%M")]
    [InlineData("time", "%I:%M:%S %p", "%I:%M:%S %p")]
    public void Of_dates_become_patterns_of_strptime(string type, string text, string expected)
    {
        var format = Parse(text, type);

        Assert.Equal(expected, format?.ToStrptime() ?? "");
        Assert.Equal(expected.Length > 0, _problems.Count == 0);
    }

    [Theory]
    [InlineData("date", "YYYY-MM-DD", "GR1309 x.json:3:11 Write yyyy for the year; Y is the year that a week belongs to.")]
    [InlineData("date", "yyyy-MM-DD", "GR1309 x.json:3:19 Write dd for the day of the month, or DDD for the day of the year.")]
    [InlineData("timestamp", "yyyy-MM-ddTHH:mm", "GR1309 x.json:3:21 Put it in single quotes if it is in every value: 'T'.")]
    [InlineData(
        "timestamp", "yyyy-MM-dd HH:mmX",
        "GR1309 x.json:3:27 Write xxx for an offset such as +02:00, or 'Z' in single quotes if every value ends with Z.")]
    [InlineData("date", "yyyy-MM-dd 'x", "GR1309 x.json:3:22 The quoted text is not closed.")]
    [InlineData("date", "%Y-%q-%d", "GR1309 x.json:3:14 Known after the %: Y y m b B d j a A H I p M S f g n z %; numbers also as %-d.")]
    [InlineData("date", "%Y-%m-%d%", "GR1309 x.json:3:19 Known after the %: Y y m b B d j a A H I p M S f g n z %; numbers also as %-d.")]
    [InlineData("date", "%Y-%m-%-B", "GR1309 x.json:3:17 Known after the %: Y y m b B d j a A H I p M S f g n z %; numbers also as %-d.")]
    [InlineData("date", "MM/dd", "GR1310 x.json:3:10 ")]
    [InlineData("date", "MM/yyyy", "GR1310 x.json:3:10 ")]
    [InlineData("date", "yyyy-MM-dd HH:mm", "GR1310 x.json:3:10 Make the column a timestamp.")]
    [InlineData("timestamp", "yyyy-mm-dd HH:ss", "GR1310 x.json:3:10 MM or %m is the month; mm or %M are the minutes.")]
    [InlineData("timestamp", "yyyy-MM-dd hh:mm", "GR1310 x.json:3:10 hh and a (%I and %p) go together; HH (%H) is the hour from 0 to 23.")]
    [InlineData("timestamp", "yyyy-MM-dd mm", "GR1310 x.json:3:10 ")]
    [InlineData("timestamp", "yyyy-MM-MM dd", "GR1310 x.json:3:10 ")]
    [InlineData("time", "yyyy HH:mm", "GR1310 x.json:3:10 Make the column a timestamp.")]
    [InlineData("time", "mm:ss", "GR1310 x.json:3:10 ")]
    public void Of_dates_are_refused_at_the_character_that_is_wrong(string type, string text, string first)
    {
        Assert.Null(Parse(text, type));

        Assert.Equal(first, $"{_problems[0].Code} {_problems[0].Where} {_problems[0].Hint}");
    }

    [Fact]
    public void Of_dates_say_whether_they_carry_an_offset()
    {
        Assert.True(Parse("%Y-%m-%d %H:%M%z", "timestamp")!.HasOffset);
        Assert.False(Parse("%Y-%m-%d", "timestamp")!.HasOffset);
    }

    [Theory]
    [InlineData("integer", "#,##0", null)]
    [InlineData("bigint", "#,##0", null)]
    [InlineData("double", "#,##0.00", null)]
    [InlineData("decimal(18,2)", "#,##0.00", null)]
    [InlineData("decimal(18,2)", "#,##0.##", null)]
    [InlineData("integer", "#,##0.00", "GR1310")]
    [InlineData("integer", "0,000", "GR1309")]
    [InlineData("double", "#.##0,00", "GR1309")]
    [InlineData("double", "#,##0\n", "GR1309")]
    public void Of_numbers_allow_commas_between_thousands(string type, string text, string? code)
    {
        Assert.Equal(code is null, NumberFormat.Check(text, Type(type), Quote, _problems));
        Assert.Equal(code, _problems.SingleOrDefault()?.Code);
    }

    DateFormat? Parse(string text, string type) => DateFormat.Parse(text, Type(type), Quote, _problems);

    ColumnType Type(string text) => ColumnType.Parse(text, Quote, _problems)!;
}
