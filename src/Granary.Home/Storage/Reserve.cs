namespace Granary.Home.Storage;

/// <summary>
/// Some room that a home holds back, so that what is published can still be read when the disk is full: SQLite needs 32 KB to open its
/// file, and a reader a folder.
/// </summary>
sealed class Reserve(string path)
{
    const int Bytes = 128 << 10;

    /// <summary>Takes the room, if there is any.</summary>
    public void Take()
    {
        if (File.Exists(path))
            return;
        try
        {
            // Bytes that a file system would not leave out as a hole, or pack to nothing.
            var noise = new byte[Bytes];
            Random.Shared.NextBytes(noise);
            File.WriteAllBytes(path, noise);
        }
        catch (Exception e) when (FullDisk.In(e) is not null)
        {
            // There is none: what stands here in part would only be in the way.
            File.Delete(path);
        }
    }

    /// <summary>Does something, and once more without the reserve when the disk is full.</summary>
    public T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (FullDisk.In(e) is not null && File.Exists(path))
        {
            File.Delete(path);
            return work();
        }
    }
}
