using System.Collections.Concurrent;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Inference;

namespace Granary.Tables.Tests.Conservation;

/// <summary>The test files of other CSV parsers, landed with the dataset file that is proposed for each.</summary>
public sealed class TortureTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_record_of_every_file_is_skipped_written_or_rejected()
    {
        var paths = Directory
            .EnumerateFiles(Needed.Shared("data/torture"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(paths.Index(), async (file, _) =>
        {
            var folder = Path.Combine(_folder.Path, $"{file.Index}");
            try
            {
                Directory.CreateDirectory(Path.Combine(folder, "tmp"));
                foreach (var difference in await LandedFiles.DifferencesAsync(folder, Inferred(file.Item, folder), [file.Item]))
                    failures.Add($"{file.Item}: {difference}");
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e)
            {
                failures.Add($"{file.Item}: {e}");
            }
        });

        Assert.True(paths.Count > 1000);
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
    }

    static Dataset Inferred(string path, string folder)
    {
        var proposal = new DatasetInference(Path.Combine(folder, "tmp")).Propose(path, CancellationToken.None);
        var problems = new List<Problem>();
        var dataset = Dataset.Parse(proposal.Text, "t.json", "t", problems);
        Assert.True(dataset is not null && problems.Count == 0, string.Join("; ", problems));
        return dataset;
    }

    public void Dispose() => _folder.Dispose();
}
