using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Home.Storage;
using Granary.Platform.Objects;

namespace Granary.Home.Objects;

/// <summary>
/// What the writers of objects have recorded, <c>object_header</c>. It holds while a file is the one it was written with.
/// </summary>
sealed class ObjectHeaderRepository(Database database)
{
    public ObjectHeader Find(ObjectAddress address, string mark) =>
        database.Query(
            "SELECT content_type, metadata FROM object_header WHERE bucket = ?1 AND key = ?2 AND file = ?3",
            r => new ObjectHeader(
                r.GetString(0), JsonSerializer.Deserialize(r.GetString(1), HeaderJson.Default.IReadOnlyDictionaryStringString)!),
            address.Bucket, address.Key, mark) is [var found]
            ? found
            : ObjectHeader.Default;

    /// <param name="mark">By which the file is known again.</param>
    public void Put(ObjectAddress address, string mark, ObjectHeader header) => database.Execute(
        "INSERT OR REPLACE INTO object_header (bucket, key, file, content_type, metadata) VALUES (?1, ?2, ?3, ?4, ?5)",
        address.Bucket, address.Key, mark, header.ContentType,
        JsonSerializer.Serialize(header.Metadata, HeaderJson.Default.IReadOnlyDictionaryStringString));

    public void Delete(string bucket, string key) =>
        database.Execute("DELETE FROM object_header WHERE bucket = ?1 AND key = ?2", bucket, key);
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
sealed partial class HeaderJson : JsonSerializerContext;
