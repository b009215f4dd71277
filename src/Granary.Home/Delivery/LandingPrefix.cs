using Granary.Home.Objects;
using Granary.Model;

namespace Granary.Home.Delivery;

/// <summary>The place in the landing bucket where a run's files wait.</summary>
/// <param name="temporaryFolder">On the same file system as the buckets, so that a rename puts files in place.</param>
sealed class LandingPrefix(BucketFolders objects, string bucket, string prefix, string temporaryFolder)
{
    /// <summary>
    /// Copies the files, then puts them in place of all that was there before. Can be repeated when a process died in the middle.
    /// </summary>
    /// <exception cref="ProblemException">A file is not there any more.</exception>
    public async Task FillAsync(IReadOnlyList<DeliveredFile> files, CancellationToken cancellationToken)
    {
        var (arriving, leaving, place) = (
            Path.Combine(temporaryFolder, "arriving"), Path.Combine(temporaryFolder, "leaving"), objects.PathOf(bucket, prefix));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(place))!);
        if (Directory.Exists(leaving) && !Directory.Exists(place))
            Directory.Move(leaving, place);
        if (Directory.Exists(temporaryFolder))
            Directory.Delete(temporaryFolder, recursive: true);
        Directory.CreateDirectory(arriving);
        try
        {
            foreach (var file in files)
            {
                var target = Path.Combine([arriving, file.Table, .. file.Name.Split('/')]);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await CopyAsync(file.Source, target, cancellationToken);
            }
        }
        catch
        {
            // What has come so far helps nobody, and a full disk needs the room to write down that it is full.
            Directory.Delete(temporaryFolder, recursive: true);
            throw;
        }

        if (Directory.Exists(place))
            Directory.Move(place, leaving);
        Directory.Move(arriving, place);
        Directory.Delete(temporaryFolder, recursive: true);
    }

    static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(source))
            throw new ProblemException(
                new Problem("GR4001", ProblemKind.NotFound,
                    $"The input {source} does not exist any more.", "Start a new run with files that are there."));
        await using var from = new FileStream(
            source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var to = new FileStream(
            target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        await from.CopyToAsync(to, 1 << 20, cancellationToken);
    }
}
