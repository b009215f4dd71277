using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Emulator.S3;
using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>
/// The home's buckets. An object's header is in the home's file, and holds while the object's file is the one it was written with.
/// </summary>
sealed class HomeObjects(LocalHome home) : IObjectStore
{
    public bool HasBucket(string bucket)
    {
        try
        {
            return Directory.Exists(home.Objects.PathOf(bucket, ""));
        }
        catch (ObjectsException)
        {
            return false; // not a valid name of a bucket, so there is none
        }
    }

    public void ExpectResults(string bucket)
    {
        // The buckets of a home are those of its stacks.
    }

    public StoredContent? Find(string bucket, string key) =>
        PathOf(bucket, key) is { } path && File.Exists(path) ? Stored(bucket, key, new FileInfo(path)) : null;

    public IEnumerable<StoredContent> List(string bucket, string prefix)
    {
        // Only the folders of the prefix are looked at; its last part may be the beginning of a name.
        var parent = prefix[..Math.Max(0, prefix.LastIndexOf('/'))];
        if (PathOf(bucket, parent) is not { } folder)
            return [];
        return FolderFiles.Below(folder)
            .Select(f => (f.File, Key: parent.Length == 0 ? f.Key : $"{parent}/{f.Key}"))
            .Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(f => Stored(bucket, f.Key, f.File));
    }

    public void Write(string bucket, string key, ReadOnlyMemory<byte> content, ObjectHeader header)
    {
        var path = home.Objects.PathOf(bucket, key);
        var temporary = Path.Combine(home.Path, "tmp", $"object-{Guid.NewGuid():N}");
        using (var file = File.Create(temporary))
        {
            file.Write(content.Span);
            file.Flush(flushToDisk: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        home.Database.Execute(
            "INSERT OR REPLACE INTO object_header (bucket, key, file, content_type, metadata) VALUES (?1, ?2, ?3, ?4, ?5)",
            bucket,
            key,
            Mark(new(path)),
            header.ContentType,
            JsonSerializer.Serialize(header.Metadata, HeaderJson.Default.IReadOnlyDictionaryStringString));
    }

    public void Delete(string bucket, string key)
    {
        if (PathOf(bucket, key) is { } path)
            File.Delete(path);
        home.Database.Execute("DELETE FROM object_header WHERE bucket = ?1 AND key = ?2", bucket, key);
    }

    StoredContent Stored(string bucket, string key, FileInfo file) =>
        new(
            key, file.Length, new(() => EntityTag.Of(file)), new DateTimeOffset(file.LastWriteTimeUtc),
            new(() => HeaderOf(bucket, key, file)), () => File.ReadAllBytes(file.FullName));

    ObjectHeader HeaderOf(string bucket, string key, FileInfo file) =>
        home.Database.Query(
                "SELECT content_type, metadata FROM object_header WHERE bucket = ?1 AND key = ?2 AND file = ?3",
                r => new ObjectHeader(
                    r.GetString(0), JsonSerializer.Deserialize(r.GetString(1), HeaderJson.Default.IReadOnlyDictionaryStringString)!),
                bucket,
                key,
                Mark(file))
            .FirstOrDefault()
        ?? ObjectHeader.Default;

    static string Mark(FileInfo file) => $"{file.Length} {file.LastWriteTimeUtc.Ticks}";

    /// <returns>Null for a key that no folder can keep, so that no object has it.</returns>
    string? PathOf(string bucket, string key)
    {
        try
        {
            return home.Objects.PathOf(bucket, key);
        }
        catch (ObjectsException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
sealed partial class HeaderJson : JsonSerializerContext;
