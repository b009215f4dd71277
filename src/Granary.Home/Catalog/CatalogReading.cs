using System.Globalization;
using Granary.Home.Storage;
using Granary.Platform.Catalog;

namespace Granary.Home.Catalog;

/// <summary>
/// A reader's hold on what the catalog names when it begins: files of these versions stay as long as it lasts, whatever is published
/// meanwhile. It is a lock that bears the number of the last change; who removes files looks for locks that are older than the expiry.
/// A reader that dies holds nothing.
/// </summary>
/// <remarks>
/// Where the home cannot be written there is no lock: should somebody else expire a version meanwhile, the reader finds its files gone.
/// </remarks>
sealed class CatalogReading : IDisposable
{
    const string Prefix = "reader.";

    readonly LocalCatalog _catalog;
    readonly string? _lockFile;
    readonly OwnerLock? _lock;

    CatalogReading(LocalCatalog catalog, string temporaryFolder, string? lockFile, OwnerLock? taken)
    {
        (_catalog, TemporaryFolder, _lockFile, _lock) = (catalog, temporaryFolder, lockFile, taken);
        try
        {
            Directory.CreateDirectory(TemporaryFolder);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For what need not outlive the reading.</summary>
    public string TemporaryFolder { get; }

    public static CatalogReading Begin(LocalHome home) => Begin(home.Files, home.Catalog);

    public static CatalogReading Begin(HomeFiles files, LocalCatalog catalog)
    {
        // The number first: what expires before the lock is there has a later number, or is no longer in the catalog that is read behind
        // it.
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{catalog.Changes.Last}.{Guid.NewGuid():N}");
        try
        {
            return files.Reserve.Use(() => Lock(files, catalog, name));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || IsReadOnly(e))
        {
            return new(catalog, Path.Combine(Path.GetTempPath(), $"granary.{name}"), null, null);
        }
    }

    static CatalogReading Lock(HomeFiles files, LocalCatalog catalog, string name) =>
        new(catalog, files.TemporaryFolder(name), files.LockFile(name), OwnerLock.TakeNew(files.LockFile(name)));

    /// <remarks>EROFS. Source: Linux and macOS, errno.h; .NET has it as the result of an IOException.</remarks>
    static bool IsReadOnly(Exception e) => e is IOException { HResult: 30 };

    /// <summary>The tables as they are now.</summary>
    public IReadOnlyList<CatalogTable> Tables() => _catalog.Tables();

    /// <summary>Whether a file in the folder of locks is a reader's.</summary>
    public static bool IsLock(string path) => Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether somebody may still read what expired at a change.</summary>
    public static bool IsAnyOlderThan(LocalHome home, long change) =>
        Locks(home)
            .Any(name => long.Parse(name.Split('.')[1], CultureInfo.InvariantCulture) < change && OwnerLock.IsHeld(home.LockFile(name)));

    /// <summary>Removes what readers that died have left.</summary>
    internal static void RemoveOrphans(LocalHome home)
    {
        var folders = Directory.EnumerateDirectories(home.TemporaryFolder(""), $"{Prefix}*").Select(f => Path.GetFileName(f));
        foreach (var name in Locks(home).Union(folders, StringComparer.Ordinal).ToList())
        {
            try
            {
                if (OwnerLock.TryRemove(home.LockFile(name)) && Directory.Exists(home.TemporaryFolder(name)))
                    Directory.Delete(home.TemporaryFolder(name), recursive: true);
            }
            catch (IOException)
            {
                // Another process is removing it; what is left, the next cleanup finds.
            }
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(TemporaryFolder))
            Directory.Delete(TemporaryFolder, recursive: true);
        if (_lockFile is not null)
            File.Delete(_lockFile);
        _lock?.Dispose();
    }

    static List<string> Locks(LocalHome home) =>
        [.. Directory.EnumerateFiles(home.LockFile(""), $"{Prefix}*").Select(f => Path.GetFileName(f))];
}
