using System.Text;

namespace Granary.Csv.Tests;

public sealed class EncodingTests : IDisposable
{
    const string Text = "id,name\n1,Zoë €\n2,\"小\n\U0001F600\"\n";
    static readonly string[] Records = ["2: 1|Zoë €", "3: 2|小\\n\U0001F600"];

    readonly CsvScene _scene = new();

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_says_what_the_file_is_and_is_dropped(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        using var file = _scene.Open([.. encoding.Preamble, .. encoding.GetBytes(Text)], new());

        Assert.Equal("id", file.Header[0].Name);
        Assert.Equal(Records, CsvScene.Read(file));
    }

    [Theory]
    [InlineData(CsvEncoding.Utf16LittleEndian, "utf-16")]
    [InlineData(CsvEncoding.Utf16BigEndian, "utf-16BE")]
    public void UTF_16_is_read_without_a_mark_where_the_format_says_so(CsvEncoding encoding, string name) =>
        Assert.Equal(Records, _scene.Read(Encoding.GetEncoding(name).GetBytes(Text), new() { Encoding = encoding }));

    [Fact]
    public void Half_a_surrogate_pair_and_half_a_character_at_the_end_make_their_records_undecodable() =>
        Assert.Equal(
            ["1: a|b", "2: Undecodable", "3: c|d", "4: Undecodable"],
            _scene.Read(
                [.. Encoding.Unicode.GetBytes("a,b\nx,"), 0x3D, 0xD8, .. Encoding.Unicode.GetBytes("\nc,d\ne,f"), 0x41],
                CsvScene.NoHeader with
                {
                    Encoding = CsvEncoding.Utf16LittleEndian,
                }));

    [Fact]
    public void A_pair_that_is_parted_by_the_end_of_a_chunk_stays_a_pair()
    {
        // One byte more each time, so that every place of the pair meets the chunk's end.
        for (var shift = 0; shift < 4; shift++)
        {
            var value = new string('a', (1 << 17) - shift) + "\U0001F600";
            var record = Assert.Single(
                _scene.Read(Encoding.Unicode.GetBytes(value), CsvScene.NoHeader with { Encoding = CsvEncoding.Utf16LittleEndian }));
            Assert.Equal($"1: {value}", record);
        }
    }

    [Fact]
    public void Windows_1252_has_a_character_for_every_byte_but_five()
    {
        byte[] undefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
        var lines = Enumerable.Range(0x80, 0x80).SelectMany(b => new byte[] { (byte)b, (byte)'\n' }).ToArray();

        var records = _scene.Read(lines, CsvScene.NoHeader with { Encoding = CsvEncoding.Windows1252 });

        Assert.Equal(
            undefined.Select(b => $"{b - 0x7F}: Undecodable"), records.Where(r => r.EndsWith("Undecodable", StringComparison.Ordinal)));
        Assert.Equal("1: €", records[0]);
        Assert.Equal("32: Ÿ", records[0x1F]);
        Assert.Equal("33: \u00A0", records[0x20]);
        Assert.Equal("128: ÿ", records[0x7F]);
    }

    [Fact]
    public void Latin_1_has_a_character_for_every_byte() =>
        Assert.Equal(
            ["1: \u0080|é|ÿ"],
            _scene.Read([0x80, (byte)',', 0xE9, (byte)',', 0xFF], CsvScene.NoHeader with { Encoding = CsvEncoding.Latin1 }));

    [Fact]
    public void UTF_32_is_refused()
    {
        var failure = Assert.Throws<CsvException>(() => _scene.Open([0xFF, 0xFE, 0, 0, (byte)'a', 0, 0, 0]));

        Assert.Equal(CsvFault.InvalidFormat, failure.Fault);
    }

    public void Dispose() => _scene.Dispose();
}
