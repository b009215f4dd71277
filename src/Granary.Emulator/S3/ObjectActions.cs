using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Granary.Platform.Objects;

namespace Granary.Emulator.S3;

/// <summary>
/// S3: getObject, putObject, headObject, headBucket, copyObject, deleteObject, deleteObjects. Bodies are text, as Step Functions shows
/// them.
/// </summary>
sealed class ObjectActions(IObjects objects)
{
    public async Task<JsonObject> GetAsync(ServiceRequest request)
    {
        var (described, content) = await ReadAsync(request);
        described.Insert(1, "Body", Encoding.UTF8.GetString(content));
        return described;
    }

    /// <summary>The same for an ItemReader, which also reads what is not text: that is in <c>BodyBase64</c>.</summary>
    public async Task<JsonObject> GetForReaderAsync(ServiceRequest request)
    {
        var (described, content) = await ReadAsync(request);
        if (Utf8.IsValid(content))
            described.Insert(1, "Body", Encoding.UTF8.GetString(content));
        else
            described["BodyBase64"] = Convert.ToBase64String(content);
        return described;
    }

    public async Task<JsonObject> HeadAsync(ServiceRequest request)
    {
        // An answer without a body has no place for words.
        var stored = await objects.FindAsync(await AddressAsync(request), default) ?? throw NoKey("");
        return Describe(new() { ["AcceptRanges"] = "bytes", ["ContentLength"] = stored.Object.Size }, stored);
    }

    public async Task<JsonObject> HeadBucketAsync(ServiceRequest request) =>
        await objects.HasBucketAsync(Required(request, "Bucket"), default)
            ? new() { ["AccessPointAlias"] = false, ["BucketRegion"] = request.Call.Region }
            : throw NoBucket("");

    public async Task<JsonObject> PutAsync(ServiceRequest request)
    {
        var address = await AddressAsync(request);
        using var content = new MemoryStream(
            request.Find("Body") switch
            {
                null => [],
                JsonValue value when value.TryGetValue<string>(out var text) => Encoding.UTF8.GetBytes(text),
                var json => Encoding.UTF8.GetBytes(json.ToJsonString(JsonSourceNode.Plain)),
            });
        PutCondition? condition = request.Text("IfMatch") is { } etag ? new PutCondition.Unchanged(etag.Trim('"'))
            : request.Has("IfNoneMatch") ? new PutCondition.Absent()
            : null;
        var written = await WriteAsync(
            address, () => objects.PutAsync(address, content, Header(request) ?? ObjectHeader.Default, condition, default));
        return new() { ["ETag"] = $"\"{written}\"", ["ServerSideEncryption"] = "AES256" };
    }

    public async Task<JsonObject> CopyAsync(ServiceRequest request)
    {
        var address = await AddressAsync(request);
        var source = Uri.UnescapeDataString(Required(request, "CopySource").Split('?')[0].TrimStart('/'));
        var slash = source.IndexOf('/');
        if (slash <= 0)
            throw new ServiceException("InvalidArgument", "Invalid copy source bucket name");
        var from = new ObjectAddress(await BucketAsync(source[..slash]), source[(slash + 1)..]);
        var header = request.Text("MetadataDirective") == "REPLACE" ? Header(request) ?? ObjectHeader.Default : null;
        await WriteAsync(address, () => objects.CopyAsync(from, address, header, default));
        var copy = await objects.FindAsync(address, default) ?? throw NoKey();
        return new()
        {
            ["CopyObjectResult"] = new JsonObject
            {
                ["ETag"] = $"\"{copy.ETag}\"",
                ["LastModified"] = ListActions.Time(copy.Object.Modified),
            },
            ["ServerSideEncryption"] = "AES256",
        };
    }

    public async Task<JsonObject> DeleteAsync(ServiceRequest request)
    {
        var address = await AddressAsync(request);
        await objects.DeleteAsync(address.Bucket, [address.Key], default);
        return [];
    }

    public async Task<JsonObject> DeleteManyAsync(ServiceRequest request)
    {
        var bucket = await BucketAsync(Required(request, "Bucket"));
        if (request.Object("Delete") is not { } delete || delete["Objects"] is not JsonArray { Count: > 0 and <= 1000 } list)
            throw MalformedXml();
        var keys = list
            .Select(member => new ServiceRequest(request.Call, member as JsonObject ?? []).Text("Key") ?? throw MalformedXml())
            .ToList();
        await objects.DeleteAsync(bucket, keys, default);
        return delete["Quiet"]?.GetValueKind() == System.Text.Json.JsonValueKind.True
            ? []
            : new() { ["Deleted"] = new JsonArray([.. keys.Select(key => new JsonObject { ["Key"] = key })]) };
    }

    /// <exception cref="ServiceException">The client sends nothing without it.</exception>
    public static string Required(ServiceRequest request, string name) => request.Text(name) is { Length: > 0 } text
        ? text
        : throw request.Invalid(name, "a STRING that is not empty");

    public async Task<string> BucketAsync(string name) =>
        await objects.HasBucketAsync(name, default) ? name : throw NoBucket("The specified bucket does not exist");

    async Task<ObjectAddress> AddressAsync(ServiceRequest request)
    {
        var (bucket, key) = (Required(request, "Bucket"), Required(request, "Key"));
        return new(await BucketAsync(bucket), key);
    }

    async Task<(JsonObject Described, byte[] Content)> ReadAsync(ServiceRequest request)
    {
        var address = await AddressAsync(request);
        var range = Range(request.Text("Range"));
        try
        {
            await using var read = await objects.GetAsync(address, range, default);
            var content = new byte[read.Length];
            await read.Stream.ReadExactlyAsync(content);
            var described = new JsonObject { ["AcceptRanges"] = "bytes", ["ContentLength"] = read.Length };
            if (range is not null)
                described["ContentRange"] = $"bytes {read.Start}-{read.Start + read.Length - 1}/{read.Description.Object.Size}";
            return (Describe(described, read.Description), content);
        }
        catch (ObjectsException e)
        {
            throw Failure(address, e);
        }
    }

    static async Task<string> WriteAsync(ObjectAddress address, Func<Task<string>> write)
    {
        try
        {
            return await write();
        }
        catch (ObjectsException e)
        {
            throw Failure(address, e);
        }
        catch (IOException e)
        {
            throw CannotBeKept(address, e);
        }
    }

    static ServiceException Failure(ObjectAddress address, ObjectsException e) => e.Error switch
    {
        ObjectsError.BucketNotFound => NoBucket("The specified bucket does not exist"),
        ObjectsError.ObjectNotFound => NoKey(),
        ObjectsError.InvalidRange => new("InvalidRange", "The requested range is not satisfiable", status: 416),
        ObjectsError.PreconditionFailed => new(
            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", status: 412),

        // A folder cannot keep every key that S3 can: one that leads out of it, or a name that is both an object and a folder.
        _ => CannotBeKept(address, e),
    };

    static ServiceException CannotBeKept(ObjectAddress address, Exception e) =>
        new("InternalError", $"The object {address.Key} cannot be kept in a folder: {e.Message}", status: 500);

    static ServiceException NoBucket(string message) => new("NoSuchBucket", message, "NoSuchBucketException", 404);

    static ServiceException NoKey(string message = "The specified key does not exist.") =>
        new("NoSuchKey", message, "NoSuchKeyException", 404);

    static ServiceException MalformedXml() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    static ObjectHeader? Header(ServiceRequest request)
    {
        var metadata = request
            .Object("Metadata")
            ?.ToDictionary(m => m.Key.ToLowerInvariant(), m => m.Value?.ToString() ?? "", StringComparer.Ordinal);
        return request.Has("ContentType") || metadata is not null
            ? new(request.Text("ContentType") ?? ObjectHeader.Default.ContentType, metadata ?? [])
            : null;
    }

    static JsonObject Describe(JsonObject described, ObjectDescription stored)
    {
        described["ContentType"] = stored.Header.ContentType;
        described["ETag"] = $"\"{stored.ETag}\"";
        described["LastModified"] = ListActions.Time(stored.Object.Modified);
        described["Metadata"] = new JsonObject(stored.Header.Metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        described["ServerSideEncryption"] = "AES256";
        return described;
    }

    /// <summary><c>bytes=0-9</c>, <c>bytes=5-</c> or <c>bytes=-3</c>; anything else is ignored, as the service does.</summary>
    static ByteRange? Range(string? range)
    {
        if (
            range?.StartsWith("bytes=", StringComparison.Ordinal) != true
            || range["bytes=".Length..].Split('-') is not [var first, var last])
            return null;
        if (first.Length == 0)
            return long.TryParse(last, out var tail) ? new ByteRange.Tail(tail) : null;
        if (!long.TryParse(first, out var from))
            return null;
        if (last.Length == 0)
            return new ByteRange.Between(from, null);
        return long.TryParse(last, out var to) ? new ByteRange.Between(from, to) : null;
    }
}
