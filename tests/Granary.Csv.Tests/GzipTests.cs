using System.IO.Compression;
using System.Text;

namespace Granary.Csv.Tests;

public sealed class GzipTests : IDisposable
{
    static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},{i * 7919 % 1009}\n")));

    readonly CsvScene _scene = new();

    [Fact]
    public void A_file_is_decompressed_whatever_its_name_is() =>
        Assert.Equal(3000, _scene.Read(Packed.Gzip(Text), name: "a.csv").Count);

    [Fact]
    public void All_members_are_read_and_zeros_behind_them_passed_over() =>
        Assert.Equal(
            6001,
            _scene
                .Read([.. Packed.Gzip(Text), .. Packed.Gzip([]), .. Packed.Gzip("x,y\n"u8.ToArray()), 0, 0, .. Packed.Gzip(Text), 0, 0, 0])
                .Count);

    [Fact]
    public void A_header_may_have_all_its_parts()
    {
        var plain = Packed.Gzip("a,b\n"u8.ToArray());

        Assert.Equal(
            ["1: a|b"],
            _scene.Read([0x1F, 0x8B, 8, 2 | 4 | 8 | 16, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0comment\0"u8, 9, 9, .. plain[10..]]));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        var first = Packed.Gzip("a,b\n"u8.ToArray());
        byte[] whole = [.. first, .. Packed.Gzip(Text)];
        // Between two members a file is whole.
        for (var length = 2; length < whole.Length; length += length < 200 || length > whole.Length - 50 ? 1 : 97)
        {
            if (length == first.Length)
                continue;
            var failure = Assert.Throws<CsvException>(() => _scene.Open(whole[..length]));
            Assert.Equal(CsvFault.DamagedSource, failure.Fault);
        }

        AssertNothingLeft();
    }

    [Fact]
    public void A_file_with_a_flipped_bit_is_refused()
    {
        var whole = Packed.Gzip(Text);
        for (var at = 10; at < whole.Length; at += 13)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x10;
            Assert.Equal(CsvFault.DamagedSource, Assert.Throws<CsvException>(() => _scene.Open(damaged)).Fault);
        }
    }

    [Fact]
    public void What_stands_behind_a_member_and_is_none_is_refused() =>
        Assert.Contains("something else", Assert.Throws<CsvException>(() => _scene.Open([.. Packed.Gzip(Text), .. "a,b\n"u8])).Message);

    [Fact]
    public void A_file_that_only_has_the_name_is_refused() =>
        Assert.Throws<CsvException>(() => _scene.Open("a,b\n"u8.ToArray(), name: "a.csv.gz"));

    [Fact]
    public void A_bomb_is_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 80; i++)
                gzip.Write(zeros);
        }

        Assert.Equal(CsvFault.RefusedArchive, Assert.Throws<CsvException>(() => _scene.Open(packed.ToArray())).Fault);
    }

    [Fact]
    public void The_temporary_file_is_gone_with_the_file()
    {
        var file = _scene.Open(Packed.Gzip(Text));
        Assert.Equal(3000, file.Counts.Data);
        file.Dispose();

        AssertNothingLeft();
    }

    void AssertNothingLeft() => Assert.Equal(["a.csv"], Directory.EnumerateFiles(_scene.Folder.Path).Select(Path.GetFileName));

    public void Dispose() => _scene.Dispose();
}
