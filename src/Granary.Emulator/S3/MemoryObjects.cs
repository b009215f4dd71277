using System.Text;

namespace Granary.Emulator.S3;

/// <summary>Buckets in memory, as mocks fill them.</summary>
public sealed class MemoryObjects(TimeProvider clock) : IObjectStore
{
    static readonly Comparer<string> ByteOrder = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    readonly Dictionary<string, SortedDictionary<string, StoredContent>> _buckets = new(StringComparer.Ordinal);

    public void AddBucket(string bucket) => _buckets.TryAdd(bucket, new(ByteOrder));

    public void ExpectResults(string bucket) => AddBucket(bucket);

    public bool HasBucket(string bucket) => _buckets.ContainsKey(bucket);

    public StoredContent? Find(string bucket, string key) => _buckets[bucket].GetValueOrDefault(key);

    public IEnumerable<StoredContent> List(string bucket, string prefix) =>
        _buckets[bucket].Values.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal));

    public void Write(string bucket, string key, ReadOnlyMemory<byte> content, ObjectHeader header) =>
        _buckets[bucket][key] = new(
            key, content.Length, new(() => EntityTag.Of(content.Span)), clock.GetUtcNow(), new(header), () => content.ToArray());

    public void Delete(string bucket, string key) => _buckets[bucket].Remove(key);
}
