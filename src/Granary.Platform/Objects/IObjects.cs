namespace Granary.Platform.Objects;

/// <summary>
/// Buckets of objects with S3's operations: S3 itself, folders, or memory. Contents are streams; no whole one need be in memory.
/// </summary>
/// <remarks>
/// Readers see the old object or the new one, never a part. Source: Amazon S3 API reference; the limits are S3's and hold everywhere.
/// Every operation on a bucket that does not exist ends in <see cref="ObjectsError.BucketNotFound"/>.
/// </remarks>
public interface IObjects
{
    Task<bool> HasBucketAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Lists objects whose key begins with the prefix, in the order of their keys' bytes.</summary>
    /// <param name="after">Only keys behind this one are listed; null for all. It need not be the key of an object.</param>
    /// <param name="limit">The maximum number of objects to return; 1 to 1,000.</param>
    Task<ObjectPage> ListPageAsync(string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <returns>All but the content; null when there is no such object.</returns>
    Task<ObjectDescription?> FindAsync(ObjectAddress address, CancellationToken cancellationToken);

    /// <summary>Opens the content for reading. An object that is replaced or deleted meanwhile is read to its end as it was.</summary>
    /// <param name="range">The part to read; null for all.</param>
    /// <exception cref="ObjectsException">There is no such object, or no byte of it is in the range.</exception>
    Task<ObjectContent> GetAsync(ObjectAddress address, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>Writes an object, or replaces the one with this key.</summary>
    /// <param name="content">Read to its end, from where it stands; its length need not be known.</param>
    /// <param name="condition">Checked in the moment in which the object appears; null for none.</param>
    /// <returns>The ETag.</returns>
    /// <exception cref="ObjectsException">The condition does not hold, or the key cannot be kept; nothing was changed.</exception>
    Task<string> PutAsync(
        ObjectAddress address, Stream content, ObjectHeader header, PutCondition? condition, CancellationToken cancellationToken);

    /// <summary>Copies an object to another key or bucket, where the home keeps it: the content does not come by here.</summary>
    /// <param name="header">Null for that of the source.</param>
    /// <returns>The ETag of the copy, which may differ from the source's.</returns>
    /// <exception cref="ObjectsException">There is no such source, or the key cannot be kept; nothing was changed.</exception>
    Task<string> CopyAsync(ObjectAddress source, ObjectAddress target, ObjectHeader? header, CancellationToken cancellationToken);

    /// <summary>Deletes objects. Keys without an object are passed over.</summary>
    /// <param name="keys">At most 1,000.</param>
    Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Starts an object that is written in parts. It cannot be seen until it is completed.</summary>
    /// <exception cref="ObjectsException">The key cannot be kept.</exception>
    Task<ObjectUpload> StartUploadAsync(ObjectAddress address, ObjectHeader header, CancellationToken cancellationToken);

    /// <summary>Writes a part, or replaces the one with this number. Several may be written at once.</summary>
    /// <param name="number">1 to 10,000.</param>
    /// <exception cref="ObjectsException">The upload is gone, or the number is not valid.</exception>
    Task<UploadedPart> PutPartAsync(ObjectUpload upload, int number, Stream content, CancellationToken cancellationToken);

    /// <summary>Makes the parts an object. Parts that are not named are dropped.</summary>
    /// <param name="parts">By number. All but the last have at least <see cref="ObjectUpload.MinPartBytes"/>.</param>
    /// <returns>The ETag.</returns>
    /// <exception cref="ObjectsException">
    /// The upload is gone, a part is missing, small or out of order, or the condition does not hold; the upload can still be completed.
    /// </exception>
    Task<string> CompleteUploadAsync(
        ObjectUpload upload, IReadOnlyList<UploadedPart> parts, PutCondition? condition, CancellationToken cancellationToken);

    /// <summary>Drops an upload with its parts. One that is gone already is passed over.</summary>
    Task AbortUploadAsync(ObjectUpload upload, CancellationToken cancellationToken);

    /// <returns>The uploads that are neither completed nor aborted, of any process.</returns>
    IAsyncEnumerable<ObjectUpload> ListUploadsAsync(string bucket, CancellationToken cancellationToken);
}
