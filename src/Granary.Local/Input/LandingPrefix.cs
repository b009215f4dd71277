using Granary.Local.Objects;

namespace Granary.Local.Input;

/// <summary>The place in the landing bucket where a run's files wait.</summary>
/// <param name="temporaryFolder">On the same file system as the buckets, so that a rename puts files in place.</param>
public sealed class LandingPrefix(FolderObjects objects, string bucket, string prefix, string temporaryFolder)
{
    /// <summary>Copies the files, then puts them in place of all that was there before.</summary>
    public async Task FillAsync(DeliveryPlan plan, CancellationToken cancellationToken)
    {
        var arriving = Path.Combine(temporaryFolder, "arriving");
        Directory.CreateDirectory(arriving);
        foreach (var file in plan.Files)
        {
            var target = Path.Combine([arriving, file.Table, .. file.Name.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await CopyAsync(file.Source, target, cancellationToken);
        }

        var place = objects.PathOf(bucket, prefix);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(place))
            Directory.Move(place, Path.Combine(temporaryFolder, "leaving"));
        Directory.Move(arriving, place);
    }

    static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        await from.CopyToAsync(to, 1 << 20, cancellationToken);
    }
}
