using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>The files below a folder as keys of objects.</summary>
static class FolderFiles
{
    // .NET passes over hidden files unless told otherwise. An object store hides nothing, and a delivered file
    // that is left out must be reported, so they are seen here like all others.
    static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None };

    /// <param name="folder">Need not exist.</param>
    /// <param name="after">Only keys behind this one are listed, and only the folders that may have some are read; null for all.</param>
    /// <param name="start">Only keys that begin with this are listed; without a '/'.</param>
    /// <returns>The files with their keys: the path below the folder, with '/' between its parts. In the order of the keys' bytes, as S3
    /// lists them, a folder at a time.</returns>
    public static IEnumerable<(FileInfo File, string Key)> Below(string folder, string? after = null, string start = "") =>
        Below(Entries(new(folder), "").Where(e => e.Key.StartsWith(start, StringComparison.Ordinal)), after);

    static IEnumerable<(FileInfo File, string Key)> Below(
        IEnumerable<(FileSystemInfo Entry, string Key)> entries, string? after)
    {
        foreach (var (entry, key) in entries.Where(e => !IsPassed(e.Key, after)))
        {
            if (entry is not DirectoryInfo inner)
            {
                yield return ((FileInfo)entry, key);
                continue;
            }

            foreach (var file in Below(Entries(inner, key), after))
                yield return file;
        }
    }

    /// <summary>A folder's key ends in '/', which puts it where the keys below it are.</summary>
    static List<(FileSystemInfo Entry, string Key)> Entries(DirectoryInfo folder, string prefix)
    {
        try
        {
            return
            [
                .. folder.EnumerateFileSystemInfos("*", All)
                    .Select(e => (Entry: e, Key: e is DirectoryInfo ? $"{prefix}{e.Name}/" : prefix + e.Name))
                    .OrderBy(e => e.Key, StoredObject.KeyOrder),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // it was removed meanwhile, or never existed
        }
    }

    static bool IsPassed(string key, string? after) =>
        after is not null
        && StoredObject.KeyOrder.Compare(key, after) <= 0
        && !(key.EndsWith('/') && after.StartsWith(key, StringComparison.Ordinal));
}
