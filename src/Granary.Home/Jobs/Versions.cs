using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary>The versions of a table: folders <c>_v/JOBID</c> below the table's own.</summary>
static class Versions
{
    public const string Folder = "_v";

    /// <summary>Makes sure that the files of a version are on the disk before anything points to them.</summary>
    public static void Flush(string versionFolder)
    {
        foreach (var file in Directory.EnumerateFiles(versionFolder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>Removes the oldest versions of a table that no reader is sent to: a landed or a cleansed one.</summary>
    /// <param name="versionFolder">The version that was written last; it stays.</param>
    /// <param name="keep">How many stay, that one among them.</param>
    public static void RemoveOld(string versionFolder, int keep)
    {
        var last = Path.TrimEndingDirectorySeparator(versionFolder);
        var folder = Path.GetDirectoryName(last)!;
        if (!Directory.Exists(folder))
            return;
        foreach (
            var old in new DirectoryInfo(folder)
                .EnumerateDirectories()
                .OrderByDescending(d => d.CreationTimeUtc)
                .Skip(keep)
                .Where(d => d.FullName != last))
            old.Delete(recursive: true);
    }

    /// <summary>
    /// Removes the files of published versions that the catalog has let go, but for those that somebody may still read; a later run finds
    /// them again.
    /// </summary>
    public static void RemoveExpired(LocalHome home)
    {
        foreach (var (location, dropped) in home.Catalog.Versions.Expired())
        {
            if (!CatalogReading.IsAnyOlderThan(home, dropped) && TryRemove(home.Objects.PathOf(location)))
                home.Catalog.Versions.SetRemoved(location);
        }
    }

    /// <summary>Removes what runs that failed or were killed have written beside the published versions of a table.</summary>
    /// <param name="version">Any version of the table.</param>
    public static void RemoveUnpublished(LocalHome home, TableVersion version)
    {
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(version.Folder))!;
        if (!Directory.Exists(folder))
            return;
        var table = version.Address[..(version.Address.TrimEnd('/').LastIndexOf('/') + 1)];
        var open = home.Runs.Open().Select(r => r.JobId).OfType<string>().ToList();
        foreach (
            var name in new DirectoryInfo(folder)
                .EnumerateDirectories()
                .Select(d => d.Name)
                .Where(n => !open.Any(id => n.StartsWith(id, StringComparison.Ordinal))))
        {
            if (!home.Catalog.Versions.IsPublished($"{table}{name}/"))
                TryRemove(Path.Combine(folder, name));
        }
    }

    /// <summary>Writes a version; when that fails, nothing of it stays: a full disk gets its room back.</summary>
    public static async Task<T> WriteAsync<T>(RunLease lease, TableVersion version, Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception e) when (e is not LeaseLostException)
        {
            // A process that has lost the run must leave the folder alone: the next owner writes there.
            if (!lease.IsLost && lease.IsCurrent)
                TryRemove(version.Folder);
            throw;
        }
    }

    /// <returns>Whether the folder is gone.</returns>
    static bool TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            // It is in nobody's way: the next run of the table finds it again.
            return false;
        }
    }
}
