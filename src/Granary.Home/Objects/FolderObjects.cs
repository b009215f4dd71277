using System.Runtime.CompilerServices;
using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>Buckets as folders: <c>buckets/BUCKET/KEY</c>.</summary>
/// <param name="root">The folder that holds the buckets.</param>
sealed class FolderObjects(string root) : IObjects
{
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = BucketFolder(bucket);
        if (!Directory.Exists(folder))
            throw new ObjectsException($"The bucket {bucket} does not exist.");
        foreach (var item in List(folder, prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask;
    }

    public bool Exists(string bucket) => Directory.Exists(BucketFolder(bucket));

    /// <summary>Makes the bucket when it is missing.</summary>
    public void Ensure(string bucket) => Directory.CreateDirectory(BucketFolder(bucket));

    /// <param name="address">Such as <c>s3://bucket/key/</c>.</param>
    /// <returns>The file or folder that stands for it; it need not exist.</returns>
    public string PathOf(string address)
    {
        var (bucket, key) = Split(address);
        return PathOf(bucket, key);
    }

    /// <exception cref="ObjectsException">The key would leave its bucket.</exception>
    public string PathOf(string bucket, string key) => PathIn(BucketFolder(bucket), key);

    public static (string Bucket, string Key) Split(string address)
    {
        const string Scheme = "s3://";
        if (!address.StartsWith(Scheme, StringComparison.Ordinal))
            throw new ObjectsException($"'{address}' is no address of an object; it begins with {Scheme}.");
        var rest = address[Scheme.Length..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
    }

    string BucketFolder(string bucket) =>
        bucket.Length > 0 && bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && bucket.Trim('.').Length > 0
            ? Path.Combine(root, bucket)
            : throw new ObjectsException($"'{bucket}' is no bucket name.");

    static string PathIn(string bucketFolder, string key)
    {
        // Keys come from file names and zip members: what a folder would understand as a way out is no key here.
        if (
            key.Contains('\\')
            || key.Contains('\0')
            || key.TrimEnd('/').Split('/') is var parts && key.Length > 0 && parts.Any(p => p is "" or "." or ".."))
            throw new ObjectsException($"'{key}' is no key that can be kept in a folder.");
        return Path.Combine([bucketFolder, .. key.Split('/', StringSplitOptions.RemoveEmptyEntries)]);
    }

    static IEnumerable<StoredObject> List(string bucketFolder, string prefix)
    {
        // Only the folders of the prefix are looked at; its last part may be the beginning of a name.
        var parent = prefix[..Math.Max(0, prefix.LastIndexOf('/'))];
        return FolderFiles.Below(PathIn(bucketFolder, parent))
            .Select(f => new StoredObject(parent.Length == 0 ? f.Key : $"{parent}/{f.Key}", f.File.Length))
            .Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal));
    }
}
