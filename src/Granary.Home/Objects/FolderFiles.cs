using System.Text;

namespace Granary.Home.Objects;

/// <summary>The files below a folder as keys of objects.</summary>
static class FolderFiles
{
    // .NET passes over hidden files unless told otherwise. An object store hides nothing, and a delivered file
    // that is left out has to be told of, so they are seen here like all others.
    static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    static readonly Comparer<byte[]> ByteOrder = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <param name="folder">Need not exist.</param>
    /// <returns>The files with their keys: the path below the folder, with '/' between its parts. In the order of the keys' bytes, as S3
    /// lists them.</returns>
    public static IEnumerable<(FileInfo File, string Key)> Below(string folder) => !Directory.Exists(folder) ? [] :
        new DirectoryInfo(folder).EnumerateFiles("*", All)
            .Select(f => (File: f, Key: Path.GetRelativePath(folder, f.FullName).Replace('\\', '/')))
            .OrderBy(f => Encoding.UTF8.GetBytes(f.Key), ByteOrder);
}
