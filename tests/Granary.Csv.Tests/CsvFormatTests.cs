namespace Granary.Csv.Tests;

public sealed class CsvFormatTests
{
    [Fact]
    public void The_defaults_are_good() => Assert.Empty(new CsvFormat().Validate());

    [Fact]
    public void Every_mistake_is_reported()
    {
        var format = new CsvFormat
        {
            Delimiter = "\n",
            Quote = '\uD83D',
            Escape = '\r',
            SkipLines = -1,
            HeaderRecords = 0,
            SkipRecords = -1,
            FixedWidth = new() { Fields = [new(0, 1), new(3, 2), new(4, 1)] },
            FooterLines = -2,
            Comment = "",
            Encoding = (CsvEncoding)9,
            MaxRecordBytes = 1,
            RangeBytes = 0,
        };

        Assert.Equal(13, format.Validate().Count());
    }

    [Fact]
    public void Marks_must_differ_from_the_delimiter()
    {
        Assert.Single(new CsvFormat { Delimiter = "\"" }.Validate());
        Assert.Single(new CsvFormat { Delimiter = "a\\", Escape = '\\' }.Validate());
    }

    [Fact]
    public void An_escape_needs_a_quote() =>
        Assert.Contains("without a quote", Assert.Single(new CsvFormat { Quote = null, Escape = '\\' }.Validate()));

    [Fact]
    public void A_file_is_not_opened_with_a_format_that_is_no_good()
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<CsvException>(() => CsvFile.Open(folder.Write("a.csv", "a"), new() { Delimiter = "" }, folder.Path));

        Assert.Equal(CsvFault.InvalidFormat, failure.Fault);
    }
}
