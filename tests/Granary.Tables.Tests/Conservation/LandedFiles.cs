using Granary.Model.Datasets;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Conservation;

/// <summary>Lands files and holds the ledger against the scanner.</summary>
static class LandedFiles
{
    /// <param name="folder">With a folder <c>tmp</c> in it.</param>
    /// <returns>What does not add up, a sentence each.</returns>
    public static async Task<List<string>> DifferencesAsync(string folder, Dataset dataset, IReadOnlyList<string> paths)
    {
        var run = new StageRun("job-1", DateTimeOffset.UnixEpoch, Path.Combine(folder, "tmp"), TimeProvider.System, _ => { });
        var target = new TableVersion(Path.Combine(folder, "landed"), "s3://landed/");
        var account = await new LandingOnDuckDb(run).RunAsync(
            dataset with
            {
                OnEmpty = OnEmpty.Allow,
            },
            [.. paths.Select(p => ($"t/{Path.GetFileName(p)}", p))], target, CancellationToken.None);
        return
        [
            .. account.Sources.Zip(paths).Select(f => Difference(f.First, RecordScanner.Count(f.Second, dataset.Source))).OfType<string>(),
        ];
    }

    static string? Difference(SourceAccount account, (long Records, long Data) scanned) =>
        account.Records == scanned.Records
            && scanned.Records == account.Skipped + account.Written + account.Rejected + account.Duplicate
            && account.Read == scanned.Data
            ? null
            : $"{account.Source.Name}: {scanned} were counted, the ledger has {account}";
}
