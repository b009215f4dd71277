using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>Buckets as folders: <c>buckets/BUCKET/KEY</c>.</summary>
/// <param name="root">The folder that holds the buckets.</param>
sealed class BucketFolders(string root)
{
    /// <returns>False also for what is not a valid name of a bucket.</returns>
    public bool Exists(string bucket) => IsName(bucket) && Directory.Exists(Path.Combine(root, bucket));

    /// <summary>Makes the bucket when it is missing.</summary>
    public void Ensure(string bucket) => Directory.CreateDirectory(BucketFolder(bucket));

    /// <param name="address">Such as <c>s3://bucket/key/</c>.</param>
    /// <returns>The file or folder for it; it need not exist.</returns>
    /// <exception cref="ObjectsException">It is not an address, or the key would leave its bucket.</exception>
    public string PathOf(string address)
    {
        var (bucket, key) = ObjectAddress.Parse(address);
        return PathOf(bucket, key);
    }

    /// <exception cref="ObjectsException">The key would leave its bucket.</exception>
    public string PathOf(string bucket, string key) => TryPathOf(bucket, key, out var path)
        ? path
        : throw new ObjectsException(ObjectsError.InvalidKey, $"'{key}' is not a key that can be kept in a folder.");

    /// <returns>False for a key that no folder can keep, so that no object has it.</returns>
    /// <exception cref="ObjectsException">The bucket's name is not valid.</exception>
    public bool TryPathOf(string bucket, string key, out string path)
    {
        var folder = BucketFolder(bucket);
        path = "";

        // Keys come from file names and zip members: what a folder would understand as a way out is not a key here.
        if (
            key.Contains('\\')
            || key.Contains('\0')
            || key.TrimEnd('/').Split('/') is var parts && key.Length > 0 && parts.Any(p => p is "" or "." or ".."))
            return false;
        path = Path.Combine([folder, .. key.Split('/', StringSplitOptions.RemoveEmptyEntries)]);
        return true;
    }

    string BucketFolder(string bucket) => IsName(bucket)
        ? Path.Combine(root, bucket)
        : throw new ObjectsException(ObjectsError.InvalidKey, $"'{bucket}' is not a valid name of a bucket.");

    static bool IsName(string bucket) =>
        bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && bucket.Trim('.').Length > 0;
}
