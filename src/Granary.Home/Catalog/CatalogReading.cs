using System.Globalization;
using Granary.Home.Storage;
using Granary.Platform.Catalog;

namespace Granary.Home.Catalog;

/// <summary>
/// A reader's hold on what the catalog names when it begins: files of these versions stay as long as it lasts, whatever is published
/// meanwhile. It is a lock that bears the number of the last change; who removes files looks for locks that are older than the letting go.
/// A reader that dies holds nothing.
/// </summary>
sealed class CatalogReading : IDisposable
{
    const string Prefix = "reader.";

    readonly LocalHome _home;
    readonly string _name;
    readonly OwnerLock _lock;

    CatalogReading(LocalHome home, string name, OwnerLock taken)
    {
        (_home, _name, _lock) = (home, name, taken);
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
    public string TemporaryFolder => _home.TemporaryFolder(_name);

    public static CatalogReading Begin(LocalHome home) => home.Reserve.Use(() => Take(home));

    static CatalogReading Take(LocalHome home)
    {
        // The number first: what is let go before the lock is there has a later number, or is no longer in the catalog that is read behind
        // it.
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{home.Catalog.Changes.Last}.{Guid.NewGuid():N}");
        return new(home, name, OwnerLock.TakeNew(home.LockFile(name)));
    }

    /// <summary>The tables as they are now.</summary>
    public IReadOnlyList<CatalogTable> Tables() => _home.Catalog.Tables();

    /// <summary>Whether somebody may still read what was let go at a change.</summary>
    public static bool IsAnyOlderThan(LocalHome home, long change) =>
        Locks(home)
            .Any(name => long.Parse(name.Split('.')[1], CultureInfo.InvariantCulture) < change && OwnerLock.IsHeld(home.LockFile(name)));

    /// <summary>Clears away what readers that died have left.</summary>
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
                // Another process clears it away at this moment; what it leaves, the next one finds.
            }
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(TemporaryFolder))
            Directory.Delete(TemporaryFolder, recursive: true);
        File.Delete(_home.LockFile(_name));
        _lock.Dispose();
    }

    static List<string> Locks(LocalHome home) => [.. Directory.EnumerateFiles(home.LockFile(""), $"{Prefix}*").Select(f => Path.GetFileName(f))];
}
