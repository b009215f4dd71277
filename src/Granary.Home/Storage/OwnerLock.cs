namespace Granary.Home.Storage;

/// <summary>A file that one process holds; the system lets go of it when the process ends, however it ends.</summary>
sealed class OwnerLock : IDisposable
{
    const int MostTries = 1000;

    readonly FileStream _file;

    OwnerLock(FileStream file) => _file = file;

    /// <returns>The lock, or null while another process holds it.</returns>
    public static OwnerLock? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByOther(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Takes a lock under a name that nobody has had. Who clears away may hold or remove the file for a moment, while it is not locked yet:
    /// it looks like one whose process died.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody has it.</exception>
    public static OwnerLock TakeNew(string path)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var taken = TryTake(path);
            if (taken is not null && File.Exists(path))
                return taken;
            taken?.Dispose();
        }

        throw new InvalidOperationException($"The lock {Path.GetFileName(path)} is not new.");
    }

    /// <summary>Whether some process holds the file. Does not touch it.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Removes a file that nobody holds.</summary>
    /// <returns>False while somebody holds it; true when it is gone, also when it was gone before.</returns>
    public static bool TryRemove(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <remarks>
    /// By the system's number: whether the file is still there says nothing, because who holds it may remove it. Source: EWOULDBLOCK of
    /// Linux and of macOS, ERROR_SHARING_VIOLATION.
    /// </remarks>
    static bool IsHeldByOther(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
