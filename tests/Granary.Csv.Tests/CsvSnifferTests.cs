using System.Text;

namespace Granary.Csv.Tests;

public sealed class CsvSnifferTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("a,b\n1,2\n", ",")]
    [InlineData("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n", ";")]
    [InlineData("a\tb\n1, 2\t3\n", "\t")]
    [InlineData("a|b|c\n1|2|3\n", "|")]
    [InlineData("\"a;b\",c\n\"d;e\",f\n", ",")]
    [InlineData("one\ntwo\n", ",")]
    [InlineData("a^b^c\n1^2^3\n", "^")]
    [InlineData("a~b\n1~2\n", "~")]
    [InlineData("a\u0001b\n1\u00012\n", "\u0001")]
    [InlineData("a^2\nb\n", ",")]
    [InlineData("a^b\n1,0^2\n3,0^4\n", "^")]
    [InlineData("a,b\n1^2,3\n", ",")]
    [InlineData("a^2\n", ",")]
    [InlineData("a^2,b^2\n1,2\n", ",")]
    [InlineData("", ",")]
    public void Proposes_the_delimiter_that_fits_the_most_records(string text, string delimiter) =>
        Assert.Equal(delimiter, CsvSniffer.Propose(_folder.Write("a.csv", text)).Delimiter);

    [Theory]
    [InlineData("a.tsv", "\t")]
    [InlineData("a.PSV", "|")]
    public void Believes_a_name(string name, string delimiter) =>
        Assert.Equal(delimiter, CsvSniffer.Propose(_folder.Write(name, "a,b\n1,2\n")).Delimiter);

    [Fact]
    public void Believes_a_byte_order_mark()
    {
        var format = CsvSniffer.Propose(_folder.Write("a.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b\n1;2\n")]));

        Assert.Equal((CsvEncoding.Utf16LittleEndian, ";"), (format.Encoding, format.Delimiter));
    }

    public void Dispose() => _folder.Dispose();
}
