using System.Text;
using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.States.Tests;

/// <summary>As much of S3 as distributed maps use, answering as the AWS SDK shapes it. A listing has pages of two objects.</summary>
sealed class InMemoryBuckets(IEnumerable<(string Bucket, string Key, string Body)> objects)
{
    const int PageSize = 2;

    static readonly DateTimeOffset Written = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SortedDictionary<(string Bucket, string Key), string> Objects { get; } =
        new(objects.ToDictionary(o => (o.Bucket, o.Key), o => o.Body));

    public JsonObject Answer(TaskCall call)
    {
        var given = call.Parameters!.AsObject();
        var bucket = given["Bucket"]!.GetValue<string>();
        return call.Resource.Operation switch
        {
            "getObject" => Get(bucket, given["Key"]!.GetValue<string>()),
            "putObject" => Put(bucket, given["Key"]!.GetValue<string>(), given["Body"]!.GetValue<string>()),
            "listObjectsV2" => List(
                bucket, given["Prefix"]?.GetValue<string>() ?? "", given["ContinuationToken"]?.GetValue<string>() ?? ""),
            _ => throw new NotSupportedException(call.Resource.Arn),
        };
    }

    JsonObject Get(string bucket, string key)
    {
        if (!Objects.TryGetValue((bucket, key), out var body))
            throw new TaskFailedException("S3.NoSuchKeyException", "The specified key does not exist. (Service: S3, Status Code: 404)");
        return body.StartsWith("base64:", StringComparison.Ordinal)
            ? new() { ["BodyBase64"] = body["base64:".Length..] }
            : new() { ["Body"] = body };
    }

    JsonObject Put(string bucket, string key, string body)
    {
        if (bucket == "closed")
            throw new TaskFailedException("S3.S3Exception", "Access Denied");
        Objects[(bucket, key)] = body;
        return new() { ["ETag"] = "\"e\"" };
    }

    JsonObject List(string bucket, string prefix, string after)
    {
        var rest = Objects
            .Where(o =>
                o.Key.Bucket == bucket
                && o.Key.Key.StartsWith(prefix, StringComparison.Ordinal)
                && string.CompareOrdinal(o.Key.Key, after) > 0)
            .ToList();
        var answer = new JsonObject { ["IsTruncated"] = rest.Count > PageSize };
        if (rest.Count > PageSize)
            answer["NextContinuationToken"] = rest[PageSize - 1].Key.Key;
        if (rest.Count > 0)
        {
            answer["Contents"] = new JsonArray([.. rest.Take(PageSize).Select(o => (JsonNode)new JsonObject
            {
                ["ETag"] = "\"e\"",
                ["Key"] = o.Key.Key,
                ["LastModified"] = Written.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                ["Size"] = Encoding.UTF8.GetByteCount(o.Value),
                ["StorageClass"] = "STANDARD",
            })]);
        }

        return answer;
    }
}
