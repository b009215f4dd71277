using System.IO.Compression;

namespace Granary.Csv.Tests;

public sealed class CsvArchiveTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Members_are_listed_and_unpacked()
    {
        using var archive = CsvArchive.Open(Zip(("folder/", ""), ("folder/a.csv", "a,b\n"), ("empty.csv", "")));
        var target = Path.Combine(_folder.Path, "out");

        var paths = archive.Members.Select(m => archive.Extract(m, target)).ToList();

        Assert.Equal([("folder/a.csv", 4L), ("empty.csv", 0L)], archive.Members.Select(m => (m.Name, m.Length)));
        Assert.Equal("a,b\n", File.ReadAllText(paths[0]));
        Assert.Equal(Path.Combine(target, "folder", "a.csv"), Path.GetFullPath(paths[0]));
    }

    [Theory]
    [InlineData("../a.csv")]
    [InlineData("a/../../b.csv")]
    [InlineData("/etc/a.csv")]
    [InlineData("a//b.csv")]
    [InlineData("./a.csv")]
    [InlineData("..\\a.csv")]
    [InlineData("C:/a.csv")]
    [InlineData("a\nb.csv")]
    [InlineData("..")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        Assert.Contains("lead out", Refusal(Zip(("good.csv", "x"), (name, "y"))).Message);

    [Fact]
    public void A_member_that_is_there_twice_is_refused_whatever_its_case() =>
        Assert.Contains("twice", Refusal(Zip(("a.csv", "1"), ("A.csv", "2"))).Message);

    [Fact]
    public void An_encrypted_member_is_refused()
    {
        var path = Zip(("a.csv", "secret"));
        var bytes = File.ReadAllBytes(path);
        // The lowest flag, in the local header and in the directory.
        bytes[6] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Contains("encrypted", Refusal(path).Message);
    }

    [Fact]
    public void A_link_is_refused()
    {
        var path = Path.Combine(_folder.Path, "link.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            zip.CreateEntry("a.csv").ExternalAttributes = unchecked((int)0xA1FF0000);

        Assert.Contains("link", Refusal(path).Message);
    }

    [Fact]
    public void A_bomb_is_refused()
    {
        var path = Path.Combine(_folder.Path, "bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var content = zip.CreateEntry("a.csv").Open();
            content.Write(new byte[80 << 20]);
        }

        Assert.Contains("500 times", Refusal(path).Message);
    }

    [Fact]
    public void Limits_hold()
    {
        var path = Zip(("a.csv", "1234"), ("b.csv", "5678"));

        Assert.Contains("2 members", Refusal(path, new() { MaxMembers = 1 }).Message);
        Assert.Contains("8 bytes", Refusal(path, new() { MaxBytes = 7 }).Message);
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_refused()
    {
        var path = Zip(("a.csv", string.Concat(Enumerable.Range(0, 1000))));
        var bytes = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 1, 30, bytes.Length / 2, bytes.Length - 23, bytes.Length - 1 })
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal(CsvFault.DamagedSource, Assert.Throws<CsvException>(() => CsvArchive.Open(path)).Fault);
        }
    }

    [Fact]
    public void A_member_with_a_flipped_bit_is_refused_and_leaves_no_file()
    {
        var path = Zip(("a.csv", string.Concat(Enumerable.Range(0, 1000))));
        var bytes = File.ReadAllBytes(path);
        var directory = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        for (var at = 40; at < directory; at += 17)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 4;
            File.WriteAllBytes(path, damaged);
            using var archive = CsvArchive.Open(path);
            var target = Path.Combine(_folder.Path, "out");

            Assert.Equal(CsvFault.DamagedSource, Assert.Throws<CsvException>(() => archive.Extract(archive.Members[0], target)).Fault);
            Assert.Empty(Directory.EnumerateFiles(target));
        }
    }

    CsvException Refusal(string path, CsvArchiveLimits? limits = null)
    {
        var failure = Assert.Throws<CsvException>(() => CsvArchive.Open(path, limits));
        Assert.Equal(CsvFault.RefusedArchive, failure.Fault);
        return failure;
    }

    string Zip(params (string Name, string Text)[] members)
    {
        var path = Path.Combine(_folder.Path, "a.zip");
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in members)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }

        return path;
    }

    public void Dispose() => _folder.Dispose();
}
