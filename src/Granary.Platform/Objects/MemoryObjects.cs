using System.Text;

namespace Granary.Platform.Objects;

/// <summary>Buckets in memory. They take every key that S3 takes.</summary>
public sealed class MemoryObjects(TimeProvider clock) : IObjects
{
    readonly Dictionary<string, SortedDictionary<string, Entry>> _buckets = new(StringComparer.Ordinal);
    readonly Dictionary<string, Upload> _uploads = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <summary>Makes the bucket when it is missing.</summary>
    public void AddBucket(string bucket)
    {
        lock (_lock)
            _buckets.TryAdd(bucket, new(StoredObject.KeyOrder));
    }

    public Task<bool> HasBucketAsync(string bucket, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_buckets.ContainsKey(bucket));
    }

    public Task<ObjectPage> ListPageAsync(string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = Bucket(bucket)
                .Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal))
                .SkipWhile(o => after is not null && StoredObject.KeyOrder.Compare(o.Key, after) <= 0)
                .Take(limit + 1)
                .Select(o => o.Value.Description.Object)
                .ToList();
            return Task.FromResult(new ObjectPage([.. found.Take(limit)], found.Count <= limit));
        }
    }

    public Task<ObjectDescription?> FindAsync(ObjectAddress address, CancellationToken cancellationToken) =>
        Task.FromResult(Find(address)?.Description);

    public Task<ObjectContent> GetAsync(ObjectAddress address, ByteRange? range, CancellationToken cancellationToken)
    {
        var (description, content) = Find(address) ?? throw ObjectsException.NotFound(address);
        var (start, length) = range?.Of(content.Length) ?? (0, content.Length);
        return Task.FromResult(
            new ObjectContent(description, start, length, new MemoryStream(content, (int)start, (int)length, writable: false)));
    }

    public async Task<string> PutAsync(
        ObjectAddress address, Stream content, ObjectHeader header, PutCondition? condition, CancellationToken cancellationToken) =>
        Put(address, await ReadAsync(content, cancellationToken), header, condition);

    /// <summary>Writes an object that is in memory already.</summary>
    public string Put(ObjectAddress address, byte[] content, ObjectHeader header, PutCondition? condition = null) =>
        Put(address, content, ContentTag.Of(content), header, condition);

    public Task<string> CopyAsync(ObjectAddress source, ObjectAddress target, ObjectHeader? header, CancellationToken cancellationToken)
    {
        var (description, content) = Find(source) ?? throw ObjectsException.NotFound(source);
        return Task.FromResult(Put(target, content, header ?? description.Header));
    }

    public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var key in keys)
                Bucket(bucket).Remove(key);
        }

        return Task.CompletedTask;
    }

    public Task<ObjectUpload> StartUploadAsync(ObjectAddress address, ObjectHeader header, CancellationToken cancellationToken)
    {
        CheckKey(address);
        lock (_lock)
        {
            Bucket(address.Bucket);
            var upload = new ObjectUpload(address, Guid.NewGuid().ToString("N"), clock.GetUtcNow());
            _uploads.Add(upload.Id, new(upload, header, []));
            return Task.FromResult(upload);
        }
    }

    public async Task<UploadedPart> PutPartAsync(ObjectUpload upload, int number, Stream content, CancellationToken cancellationToken)
    {
        ObjectUpload.CheckNumber(number);
        var bytes = await ReadAsync(content, cancellationToken);
        var tag = ContentTag.Of(bytes);
        lock (_lock)
            Known(upload).Parts[number] = (tag, bytes);
        return new(number, tag);
    }

    public Task<string> CompleteUploadAsync(
        ObjectUpload upload, IReadOnlyList<UploadedPart> parts, PutCondition? condition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var known = Known(upload);
            ObjectUpload.Check(
                parts, p => known.Parts.TryGetValue(p.Number, out var part) && part.ETag == p.ETag ? part.Content.Length : null);
            byte[] whole = [.. parts.SelectMany(p => known.Parts[p.Number].Content)];
            var tag = $"{ContentTag.Of(string.Concat(parts.Select(p => p.ETag)))}-{parts.Count}";
            Put(upload.Address, whole, tag, known.Header, condition);
            _uploads.Remove(upload.Id);
            return Task.FromResult(tag);
        }
    }

    public Task AbortUploadAsync(ObjectUpload upload, CancellationToken cancellationToken)
    {
        lock (_lock)
            _uploads.Remove(upload.Id);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ObjectUpload> ListUploadsAsync(string bucket, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Bucket(bucket);
            return _uploads.Values.Select(u => u.Started).Where(u => u.Address.Bucket == bucket).ToList().ToAsyncEnumerable();
        }
    }

    string Put(ObjectAddress address, byte[] content, string tag, ObjectHeader header, PutCondition? condition)
    {
        CheckKey(address);
        lock (_lock)
        {
            var bucket = Bucket(address.Bucket);
            condition?.Check(address, bucket.GetValueOrDefault(address.Key)?.Description.ETag);
            bucket[address.Key] = new(new(new(address.Key, content.Length, clock.GetUtcNow()), tag, header), content);
        }

        return tag;
    }

    Entry? Find(ObjectAddress address)
    {
        lock (_lock)
            return Bucket(address.Bucket).GetValueOrDefault(address.Key);
    }

    SortedDictionary<string, Entry> Bucket(string bucket) => _buckets.GetValueOrDefault(bucket) ?? throw ObjectsException.NoBucket(bucket);

    Upload Known(ObjectUpload upload) => _uploads.GetValueOrDefault(upload.Id) ?? throw ObjectsException.NoUpload(upload);

    static void CheckKey(ObjectAddress address)
    {
        if (address.Key.Length == 0 || Encoding.UTF8.GetByteCount(address.Key) > ObjectAddress.MaxKeyBytes)
            throw new ObjectsException(
                ObjectsError.InvalidKey, $"A key has 1 to {ObjectAddress.MaxKeyBytes} bytes; '{address.Key}' has not.");
    }

    static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    sealed record Entry(ObjectDescription Description, byte[] Content);

    sealed record Upload(ObjectUpload Started, ObjectHeader Header, Dictionary<int, (string ETag, byte[] Content)> Parts);
}
