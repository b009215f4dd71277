using System.Text;
using Granary.Csv.Tests.Oracle;

namespace Granary.Csv.Tests;

/// <summary>Files that nobody would write, a fixed series of them; <c>GRANARY_LONG=1</c> makes it long.</summary>
public sealed class MutationTests : IDisposable
{
    static readonly int Runs = Series.IsLong ? 100_000 : 2_000;

    static readonly string[] Pieces =
    [
        "a", "bc", ",", ",", ";", "\"", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "\\", "\\\"", "#", "|", "||", "'", "\0", "\u00e8", "\u00e8",
        "\u00e9", "\ufeff", "\u20ac", " ", "x,\"y\",z\n", "some longer text that fills a block",
    ];

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Files_that_were_cut_spliced_flipped_and_requoted_read_as_a_byte_at_a_time_does()
    {
        var originals = Directory.EnumerateFiles(Needed.Shared("data/torture"), "*", SearchOption.AllDirectories)
            .Where(p => !p.EndsWith(".gz", StringComparison.Ordinal) && new FileInfo(p).Length is > 0 and < 8192)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();

        Run(20_260_101, random => MutatedBytes.Of(originals, random));
    }

    [Fact]
    public void Files_put_together_from_marks_read_as_a_byte_at_a_time_does()
    {
        Run(20_260_102, random =>
        {
            var text = new StringBuilder();
            for (var left = random.Next(random.Next(4) == 0 ? 400 : 40); left > 0; left--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            if (bytes.Length > 0 && random.Next(4) == 0)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes;
        });
    }

    void Run(int seed, Func<Random, byte[]> make)
    {
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(seed + run);
            var bytes = make(random);
            // These say that the file is something else than UTF-8.
            if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] or [0x1F, 0x8B, ..])
                continue;
            var format = MakeFormat(random);
            var path = _folder.Write("mutant.csv", bytes);
            if (Comparison.Difference(path, bytes, format, _folder.Path) is { } difference)
                Assert.Fail($"run {run} of seed {seed}, {format}, {Convert.ToBase64String(bytes)}: {difference}");
        }
    }

    static CsvFormat MakeFormat(Random random)
    {
        var format = new CsvFormat
        {
            Delimiter = Pick(",", ",", ",", ";", "|", "||", ",;", "\u00e9", "a,a"),
            Quote = Pick<char?>('"', '"', '"', '"', '\'', '\u00e8', '\u20ac', null),
            HasHeader = random.Next(2) == 0,
            SkipLines = Pick(0, 0, 0, 1, 3),
            HeaderRecords = Pick(1, 1, 1, 2, 3),
            SkipRecords = Pick(0, 0, 0, 1, 3),
            FooterLines = Pick(0, 0, 0, 1, 4),
            KeepsBlankLines = Pick(false, false, true),
            HasTrailingDelimiters = Pick(false, false, true),
            RefusesNul = Pick(false, false, true),
            FixedWidth = Pick(null, null, null, null, null, MakeLayout(random)),
            Comment = Pick(null, null, null, "#", "a", "\"", "||"),
            MaxRecordBytes = Pick(1 << 20, 1 << 20, 64, 65, 100, 200),
            RangeBytes = Pick(4 << 20, 1, 2, 7, 63, 64, 65, 128, 200, 1000),
        };
        return format.Quote is null ? format : format with { Escape = Pick<char?>(null, null, null, '\\', format.Quote, '#') };

        static CsvFixedWidth MakeLayout(Random random)
        {
            var fields = new List<CsvFixedField>();
            for (var (left, at) = (random.Next(4) + 1, 1); left > 0; left--)
            {
                fields.Add(new(at + random.Next(3), random.Next(8) + 1));
                at = fields[^1].Start + fields[^1].Length;
            }

            return new() { Fields = fields, PadsShortLines = random.Next(2) == 0 };
        }

        T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
    }

    public void Dispose() => _folder.Dispose();
}
