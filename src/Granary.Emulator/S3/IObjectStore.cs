namespace Granary.Emulator.S3;

/// <summary>Where buckets keep their objects: the home's folders, or memory that mocks have filled.</summary>
public interface IObjectStore
{
    bool HasBucket(string bucket);

    /// <summary>A map's results are about to be written there. Mocks need not name the bucket: nothing is in it before.</summary>
    void ExpectResults(string bucket);

    /// <returns>Null when there is no such object.</returns>
    StoredContent? Find(string bucket, string key);

    /// <summary>The objects whose key begins with the prefix, in the order of their keys' bytes.</summary>
    IEnumerable<StoredContent> List(string bucket, string prefix);

    /// <summary>Writes an object, whole, in the place of one with its key.</summary>
    void Write(string bucket, string key, ReadOnlyMemory<byte> content, ObjectHeader header);

    /// <summary>Deletes the object if it is there.</summary>
    void Delete(string bucket, string key);
}

/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="Modified">To the second.</param>
/// <param name="Read">Reads the content.</param>
public sealed record StoredContent(
    string Key, long Size, Lazy<string> ETag, DateTimeOffset Modified, Lazy<ObjectHeader> Header, Func<byte[]> Read);

/// <summary>What somebody has said of an object besides its content.</summary>
/// <param name="Metadata">Names without <c>x-amz-meta-</c>.</param>
public sealed record ObjectHeader(string ContentType, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Of an object of which nobody has said anything.</summary>
    public static ObjectHeader Default { get; } = new("binary/octet-stream", new Dictionary<string, string>(StringComparer.Ordinal));
}
