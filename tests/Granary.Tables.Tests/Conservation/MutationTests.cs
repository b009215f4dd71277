using System.Text;
using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Tests.Conservation;

/// <summary>Files that nobody would write, landed with settings that hardly fit them, many at a time; a fixed series of them, and <c>GRANARY_LONG=1</c> makes it long.</summary>
public sealed class MutationTests : IDisposable
{
    const int FilesAtOnce = 50;

    static readonly int Runs = Environment.GetEnvironmentVariable("GRANARY_LONG") == "1" ? 100_000 : 2_000;

    static readonly string[] Settings =
    [
        """ "delimiter": "," """,
        """ "delimiter": ",", "escape": "\\" """,
        """ "delimiter": ";", "quote": null, "footerRows": 2 """,
        """ "delimiter": "||", "comment": "#" """,
        """ "delimiter": "|", "quote": "'", "skipLines": 2, "maxRecordBytes": 100 """,
        """ "delimiter": ",", "trailingDelimiter": true, "blankLines": "row", "skipRows": 1 """,
        """ "delimiter": ",", "nul": "reject", "encoding": "windows-1252", "maxRecordBytes": 64 """,
        """ "delimiter": "\t", "quote": "þ", "encoding": "latin-1" """,
        """ "delimiter": ",", "encoding": "utf-16le" """,
        """ "delimiter": ",", "encoding": "utf-16be", "blankLines": "row", "footerRows": 1, "comment": "\"" """,
        """ "fixedWidth": [{ "name": "a", "start": 1, "length": 2 }, { "name": "b", "start": 4, "length": 3 }], "shortLines": "pad" """,
        """ "fixedWidth": [{ "name": "a", "start": 1, "length": 4 }, { "name": "b", "start": 5, "length": 1 }], "header": true, "comment": "x" """,
    ];

    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_record_of_files_that_were_cut_spliced_flipped_and_requoted_is_skipped_written_or_rejected()
    {
        var originals = Directory.EnumerateFiles(Needed.Shared("data/torture"), "*", SearchOption.AllDirectories)
            .Where(p => !p.EndsWith(".gz", StringComparison.Ordinal) && new FileInfo(p).Length is > 0 and < 4096)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp"));

        for (var first = 0; first < Runs; first += FilesAtOnce)
        {
            var paths = new List<string>();
            for (var run = first; run < first + FilesAtOnce; run++)
            {
                var bytes = Mutate(originals, new Random(20_261_121 + run));
                // They say that the file is compressed, or in an encoding that is not read.
                if (bytes is not ([0x1F, 0x8B, ..] or [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..]))
                    paths.Add(_folder.Write($"{run - first}.csv", bytes));
            }

            var settings = Settings[first / FilesAtOnce % Settings.Length];
            var differences = await LandedFiles.DifferencesAsync(_folder.Path, DatasetOf(settings, columns: 1 + (first / FilesAtOnce % 4)), paths);
            Assert.True(differences.Count == 0, $"runs from {first},{settings}: {string.Join(Environment.NewLine, differences)}");
        }
    }

    static Dataset DatasetOf(string settings, int columns)
    {
        var source = JsonNode.Parse($"{{{settings}}}")!.AsObject();
        if (!source.ContainsKey("fixedWidth"))
        {
            source["header"] = false;
            source["columns"] = new JsonArray([.. Enumerable.Range(1, columns).Select(i => (JsonNode)$"c{i}")]);
        }

        var problems = new List<Problem>();
        var dataset = Dataset.Parse(new JsonObject { ["source"] = source }.ToJsonString(), "t.json", "t", problems);
        Assert.Empty(problems);
        return dataset!;
    }

    static byte[] Mutate(List<byte[]> originals, Random random)
    {
        var bytes = originals[random.Next(originals.Count)].ToList();
        for (var times = random.Next(5); times >= 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(at, random.Next(Math.Min(bytes.Count - at, 200)));
                    break;
                case 1:
                    bytes.InsertRange(at, originals[random.Next(originals.Count)].Take(random.Next(500)));
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 3:
                    bytes.InsertRange(at, Pick("\"", "'", "\\", "\\\"", "þ", "||", "\0", "#", "\r", "\n\n", "\r\r\n"));
                    break;
                case 4:
                    bytes.AddRange(Pick("\"", "\n", "\r", "a,b", "\n#"));
                    break;
                case 5:
                    Replace((byte)'\n', (byte)'\r');
                    break;
                default:
                    Replace((byte)'"', (byte)'\'');
                    break;
            }
        }

        return [.. bytes];

        byte[] Pick(params string[] pieces) => Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]);

        void Replace(byte from, byte to)
        {
            for (var i = 0; i < bytes.Count; i++)
                bytes[i] = bytes[i] == from ? to : bytes[i];
        }
    }

    public void Dispose() => _folder.Dispose();
}
