namespace Granary.Platform.Objects;

/// <summary>Buckets of objects: S3, or folders.</summary>
public interface IObjects
{
    /// <summary>The objects whose key begins with the prefix, in the order of their keys' bytes.</summary>
    /// <exception cref="ObjectsException">There is no such bucket, or it cannot be read.</exception>
    IAsyncEnumerable<StoredObject> ListAsync(string bucket, string prefix, CancellationToken cancellationToken);
}

/// <param name="Size">Bytes.</param>
public sealed record StoredObject(string Key, long Size)
{
    /// <summary>S3 consoles write an empty object with a key that ends in '/' to show a folder.</summary>
    public bool IsFolderMarker => Size == 0 && Key.EndsWith('/');
}

/// <summary>A bucket or an object could not be reached.</summary>
public sealed class ObjectsException(string message, Exception? cause = null) : Exception(message, cause);
