using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Granary.Platform.Objects;

namespace Granary.Emulator.S3;

/// <summary>
/// S3: getObject, putObject, headObject, headBucket, copyObject, deleteObject, deleteObjects. Bodies are text, as Step Functions shows
/// them.
/// </summary>
sealed class ObjectActions(IObjectStore objects)
{
    public JsonObject Get(ServiceRequest request)
    {
        var (bucket, key) = Names(request);
        var stored = Found(objects.Find(bucket, key), "NoSuchKey", "NoSuchKeyException", "The specified key does not exist.");
        var described = new JsonObject { ["AcceptRanges"] = "bytes" };
        var content = stored.Read();
        if (request.Text("Range") is { } range && TryRange(range, content.Length, out var from, out var to))
        {
            described["Body"] = Encoding.UTF8.GetString(content, from, to - from + 1);
            described["ContentLength"] = to - from + 1;
            described["ContentRange"] = $"bytes {from}-{to}/{content.Length}";
        }
        else
        {
            described["Body"] = Encoding.UTF8.GetString(content);
            described["ContentLength"] = content.Length;
        }

        return Describe(described, stored);
    }

    /// <summary>The same for an ItemReader, which also reads what is no text: that is in <c>BodyBase64</c>.</summary>
    public JsonObject GetForReader(ServiceRequest request)
    {
        var got = Get(request);
        var (bucket, key) = Names(request);
        var content = objects.Find(bucket, key)!.Read();
        if (!Utf8.IsValid(content))
        {
            got.Remove("Body");
            got["BodyBase64"] = Convert.ToBase64String(content);
        }

        return got;
    }

    public JsonObject Head(ServiceRequest request)
    {
        var (bucket, key) = Names(request);

        // An answer without a body has no place for words.
        var stored = Found(objects.Find(bucket, key), "NoSuchKey", "NoSuchKeyException", "");
        return Describe(new() { ["AcceptRanges"] = "bytes", ["ContentLength"] = stored.Size }, stored);
    }

    public JsonObject HeadBucket(ServiceRequest request)
    {
        var bucket = Required(request, "Bucket");
        return objects.HasBucket(bucket)
            ? new() { ["AccessPointAlias"] = false, ["BucketRegion"] = request.Call.Region }
            : throw new ServiceException("NoSuchBucket", "", "NoSuchBucketException", 404);
    }

    public JsonObject Put(ServiceRequest request)
    {
        if (!request.IsSdk)
            objects.ExpectResults(Required(request, "Bucket"));
        var (bucket, key) = Names(request);
        var content = request.Find("Body") switch
        {
            null => [],
            JsonValue value when value.TryGetValue<string>(out var text) => Encoding.UTF8.GetBytes(text),
            var json => Encoding.UTF8.GetBytes(json.ToJsonString(JsonSourceNode.Plain)),
        };
        Write(bucket, key, content, Header(request) ?? ObjectHeader.Default);
        return new() { ["ETag"] = $"\"{EntityTag.Of(content)}\"", ["ServerSideEncryption"] = "AES256" };
    }

    public JsonObject Copy(ServiceRequest request)
    {
        var (bucket, key) = Names(request);
        var source = Uri.UnescapeDataString(Required(request, "CopySource").Split('?')[0].TrimStart('/'));
        var slash = source.IndexOf('/');
        if (slash <= 0)
            throw new ServiceException("InvalidArgument", "Invalid copy source bucket name");
        Bucket(source[..slash]);
        var stored = Found(
            objects.Find(source[..slash], source[(slash + 1)..]), "NoSuchKey", "NoSuchKeyException", "The specified key does not exist.");
        var content = stored.Read();
        Write(
            bucket, key, content,
            request.Text("MetadataDirective") == "REPLACE" ? Header(request) ?? ObjectHeader.Default : stored.Header.Value);
        var copy = objects.Find(bucket, key)!;
        return new()
        {
            ["CopyObjectResult"] = new JsonObject
            {
                ["ETag"] = $"\"{copy.ETag.Value}\"",
                ["LastModified"] = ListActions.Time(copy.Modified),
            },
            ["ServerSideEncryption"] = "AES256",
        };
    }

    public JsonObject Delete(ServiceRequest request)
    {
        var (bucket, key) = Names(request);
        objects.Delete(bucket, key);
        return [];
    }

    public JsonObject DeleteMany(ServiceRequest request)
    {
        var bucket = Bucket(Required(request, "Bucket"));
        if (request.Object("Delete") is not { } delete || delete["Objects"] is not JsonArray { Count: > 0 and <= 1000 } list)
            throw new ServiceException(
                "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        var deleted = new JsonArray();
        foreach (var member in list)
        {
            var key =
                new ServiceRequest(request.Call, member as JsonObject ?? []).Text("Key")
                ?? throw new ServiceException(
                    "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
            objects.Delete(bucket, key);
            deleted.Add(new JsonObject { ["Key"] = key });
        }

        return delete["Quiet"]?.GetValueKind() == System.Text.Json.JsonValueKind.True ? [] : new() { ["Deleted"] = deleted };
    }

    /// <exception cref="ServiceException">The client sends nothing without it.</exception>
    public static string Required(ServiceRequest request, string name) => request.Text(name) is { Length: > 0 } text
        ? text
        : throw request.Invalid(name, "a STRING that is not empty");

    public string Bucket(string name) =>
        objects.HasBucket(name)
            ? name
            : throw new ServiceException("NoSuchBucket", "The specified bucket does not exist", "NoSuchBucketException", 404);

    (string Bucket, string Key) Names(ServiceRequest request)
    {
        var (bucket, key) = (Required(request, "Bucket"), Required(request, "Key"));
        return (Bucket(bucket), key);
    }

    void Write(string bucket, string key, byte[] content, ObjectHeader header)
    {
        try
        {
            objects.Write(bucket, key, content, header);
        }
        catch (Exception e) when (e is ObjectsException or IOException)
        {
            // A folder cannot keep every key that S3 can: one that leads out of it, or a name that is both an object and a folder.
            throw new ServiceException("InternalError", $"The object {key} cannot be kept in a folder: {e.Message}", status: 500);
        }
    }

    static StoredContent Found(StoredContent? stored, string code, string name, string message) =>
        stored ?? throw new ServiceException(code, message, name, 404);

    static ObjectHeader? Header(ServiceRequest request)
    {
        var metadata = request
            .Object("Metadata")
            ?.ToDictionary(m => m.Key.ToLowerInvariant(), m => m.Value?.ToString() ?? "", StringComparer.Ordinal);
        return request.Text("ContentType") is { } type || metadata is not null
            ? new(request.Text("ContentType") ?? ObjectHeader.Default.ContentType, metadata ?? [])
            : null;
    }

    static JsonObject Describe(JsonObject described, StoredContent stored)
    {
        var header = stored.Header.Value;
        described["ContentType"] = header.ContentType;
        described["ETag"] = $"\"{stored.ETag.Value}\"";
        described["LastModified"] = ListActions.Time(stored.Modified);
        described["Metadata"] = new JsonObject(header.Metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        described["ServerSideEncryption"] = "AES256";
        return described;
    }

    /// <summary><c>bytes=0-9</c>, <c>bytes=5-</c> or <c>bytes=-3</c>; anything else is passed over, as the service does.</summary>
    static bool TryRange(string range, int length, out int from, out int to)
    {
        (from, to) = (0, length - 1);
        if (!range.StartsWith("bytes=", StringComparison.Ordinal) || range["bytes=".Length..].Split('-') is not [var first, var last])
            return false;
        if (first.Length == 0 && int.TryParse(last, out var tail))
            from = Math.Max(0, length - tail);
        else if (!int.TryParse(first, out from) || (last.Length > 0 && !int.TryParse(last, out to)))
            return false;
        to = Math.Min(to, length - 1);
        return from <= to ? true : throw new ServiceException("InvalidRange", "The requested range is not satisfiable", status: 416);
    }
}
