using System.IO.Compression;
using System.Text;
using Granary.Csv.Tests.Oracle;

namespace Granary.Csv.Tests;

/// <summary>The test files of other CSV parsers.</summary>
public sealed class TortureTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(4 << 20)]
    [InlineData(1 << 10)]
    [InlineData(64)]
    [InlineData(7)]
    public void Reads_every_file_as_a_byte_at_a_time_does(int rangeBytes)
    {
        var failures = new List<string>();
        var count = 0;
        foreach (
            var path in Directory
                .EnumerateFiles(Needed.Shared("data/torture"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal))
        {
            var utf8 = TextOf(path);
            if (rangeBytes < 64 && utf8.Length > 1 << 16)
                continue;
            count++;
            var format = CsvSniffer.Propose(path) with { RangeBytes = rangeBytes };
            if (Comparison.Difference(path, utf8, format, _folder.Path) is { } difference)
                failures.Add($"{path}: {difference}");
        }

        Assert.True(count > 1000);
        Assert.Empty(failures);
    }

    static byte[] TextOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var text = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
                gzip.CopyTo(text);
            bytes = text.ToArray();
        }

        return bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)),
            [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)),
            _ => bytes,
        };
    }

    public void Dispose() => _folder.Dispose();
}
