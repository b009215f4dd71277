using Granary.Home.Catalog;
using Granary.Home.Objects;
using Granary.Home.Storage;
using Granary.Platform.Runs;

namespace Granary.Home.Runs;

/// <summary>
/// Removes what processes that died have left in <c>locks/</c> and <c>tmp/</c>: of runs that have ended or have another owner, and of
/// readers; and objects that were being written.
/// </summary>
static class OrphanCleanup
{
    /// <summary>Leaves alone what belongs to a living process, or to a run that can be resumed.</summary>
    public static void Run(LocalHome home)
    {
        CatalogReading.RemoveOrphans(home);
        new UploadFolders(home).RemoveOld();
        RemoveUnknown(home);
        var runs = home.Runs.All().ToDictionary(r => r.RunId, StringComparer.Ordinal);
        foreach (var name in NamesIn(home.LockFile("")).Concat(NamesIn(home.TemporaryFolder(""))).Distinct(StringComparer.Ordinal))
        {
            var dot = name.LastIndexOf('.');
            if (
                dot < 0
                || !runs.TryGetValue(name[..dot], out var run)
                || OwnerLock.IsHeld(home.LockFile(name))
                || IsNeeded(run, name[(dot + 1)..]))
                continue;
            try
            {
                if (Directory.Exists(home.TemporaryFolder(name)))
                    Directory.Delete(home.TemporaryFolder(name), recursive: true);
                File.Delete(home.LockFile(name));
            }
            catch (IOException)
            {
                // Another process is removing it; what is left, the next cleanup finds.
            }
        }
    }

    /// <summary>A run has its lock before its row: a lock without one, which nobody holds, is of a process that died in between.</summary>
    static void RemoveUnknown(LocalHome home)
    {
        var runs = home.Runs.All().Select(r => r.RunId).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(home.LockFile("")).Where(p => !runs.Contains(Path.GetFileNameWithoutExtension(p))))
            OwnerLock.TryRemove(path);
    }

    /// <param name="part">The number of a lease, or the word for a delivery that was being put in place.</param>
    static bool IsNeeded(RunRecord run, string part) =>
        run.Status == RunStatus.Running && (!long.TryParse(part, out var number) || number >= run.LeaseNumber);

    static List<string> NamesIn(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e))];
}
