namespace Granary.Local.Jobs;

/// <summary>The versions of a table: folders <c>_v/JOBID</c> below the table's own.</summary>
static class Versions
{
    public const string Folder = "_v";

    /// <summary>How many runs' versions stay, the current one among them: a reader that began before a swap finds its files.</summary>
    const int Kept = 3;

    /// <summary>Makes sure that the files of a version are on the disk before anything points to them.</summary>
    public static void Flush(string versionFolder)
    {
        foreach (var file in Directory.EnumerateFiles(versionFolder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>Removes the versions that nobody needs any more.</summary>
    /// <param name="versionFolder">The version that was written last, which readers see; it stays.</param>
    public static void RemoveOld(string versionFolder)
    {
        var last = Path.TrimEndingDirectorySeparator(versionFolder);
        var folder = Path.GetDirectoryName(last)!;
        if (!Directory.Exists(folder))
            return;
        foreach (var old in new DirectoryInfo(folder).EnumerateDirectories().OrderByDescending(d => d.CreationTimeUtc).Skip(Kept).Where(d => d.FullName != last))
            old.Delete(recursive: true);
    }
}
