using System.Globalization;
using Granary.Model.Datasets;
using Granary.Tables.Stages;
using Granary.Tables.Tests.Writing;

namespace Granary.Tables.Tests.Stages;

/// <summary>What the stages write for the samples, read by Apache Arrow.</summary>
public sealed class SampleFilesTests : IDisposable
{
    readonly StageScene _scene = new();

    [Theory]
    [InlineData("cause_of_loss.txt", "|", 0)]
    [InlineData("crop_insurance_acres.csv", "\",\"", 1)]
    public async Task Landed_files_have_the_fields_of_every_line(string sample, string delimiter, int headers)
    {
        var dataset = Prepare(sample);

        await _scene.LandAsync(dataset);

        var lines = await File.ReadAllLinesAsync(PathOf(sample));
        var expected = lines.Skip(headers).Select(line => line.Trim('"').Replace(delimiter, "|", StringComparison.Ordinal));
        var lineage = lines[0].Split(delimiter).Length;
        Assert.Equal(expected, Rows(_scene.Landed(dataset.Table), column => column < lineage));
    }

    [Theory]
    [InlineData("cause_of_loss.txt")]
    [InlineData("crop_insurance_acres.csv")]
    public async Task Cleansed_files_have_the_values_that_DuckDB_reads(string sample)
    {
        var dataset = Prepare(sample);

        await _scene.CleanseAsync(dataset);

        var version = _scene.Cleansed(dataset.Table);
        var columns = StageScene.Columns(version.Files).Count;
        Assert.Equal(
            StageScene.Rows(version, "* EXCLUDE (processed_at_utc)", "_source_line"), Rows(version, column => column < columns - 1));
    }

    public void Dispose() => _scene.Dispose();

    static string PathOf(string sample) => Path.Combine(Needed.Repository, "samples", "usda", sample);

    /// <summary>Delivers a sample.</summary>
    Dataset Prepare(string sample)
    {
        var table = Path.GetFileNameWithoutExtension(sample);
        _scene.Write($"{table}/{sample}", File.ReadAllBytes(PathOf(sample)));
        return StageScene.Dataset(
            File.ReadAllText(Path.Combine(Needed.Repository, "projects", "fpac", "datasets", $"{table}.json")), table);
    }

    /// <summary>The rows of a version in the order of their lines, as <see cref="StageScene.Rows"/> writes them.</summary>
    static List<string> Rows(TableVersion version, Func<int, bool> isWanted)
    {
        var rows = new List<(long Line, string Text)>();
        foreach (var path in Directory.EnumerateFiles(version.Folder, "*.parquet"))
        {
            using var file = new ArrowFile(path);
            var columns = Enumerable.Range(0, file.Facts.NumColumns).Where(isWanted).Select(c => Texts(file, c)).ToList();
            var lines = file.Values(file.IndexOf("_source_line"));
            rows.AddRange(lines.Select((line, row) => ((long)line!, string.Join('|', columns.Select(c => c[row])))));
        }

        return [.. rows.OrderBy(r => r.Line).Select(r => r.Text)];
    }

    static List<string> Texts(ArrowFile file, int column)
    {
        var decimals = $"F{file.Facts.Schema.Column(column).TypeScale}";
        return [.. file.Values(column).Select(value => value switch
        {
            null => "∅",
            bool b => b ? "true" : "false",
            decimal number => number.ToString(decimals, CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        })];
    }
}
