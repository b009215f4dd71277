using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Tests.Conservation;

/// <summary>
/// Files that nobody would write, landed with settings that hardly fit them, many at a time; a fixed series of them, and
/// <c>GRANARY_LONG=1</c> makes it long.
/// </summary>
public sealed class MutationTests : IDisposable
{
    const int FilesAtOnce = 50;

    static readonly int Runs = Series.IsLong ? 100_000 : 2_000;

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
        """
        "fixedWidth": [{ "name": "a", "start": 1, "length": 4 }, { "name": "b", "start": 5, "length": 1 }], "header": true, "comment": "x"
        """,
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
                var bytes = MutatedBytes.Of(originals, new Random(20_261_121 + run));
                // They say that the file is compressed, or in an encoding that is not read.
                if (bytes is not ([0x1F, 0x8B, ..] or [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..]))
                    paths.Add(_folder.Write($"{run - first}.csv", bytes));
            }

            var settings = Settings[first / FilesAtOnce % Settings.Length];
            var differences = await LandedFiles.DifferencesAsync(
                _folder.Path, DatasetOf(settings, columns: 1 + (first / FilesAtOnce % 4)), paths);
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

    public void Dispose() => _folder.Dispose();
}
