using System.Text;
using System.Text.Json.Nodes;
using Granary.Platform.Objects;

namespace Granary.Emulator.S3;

/// <summary>S3: listObjects and listObjectsV2.</summary>
sealed class ListActions(IObjects objects, ObjectActions single)
{
    const int MaxKeys = 1000;

    public async Task<JsonObject> ListAsync(ServiceRequest request)
    {
        var page = await PageAsync(request, after: request.Text("Marker"));
        var listed = await DescribeAsync(request, page);
        listed["Marker"] = request.Text("Marker") ?? "";
        if (page.IsTruncated && request.Text("Delimiter") is not null)
            listed["NextMarker"] = page.Last;
        return listed;
    }

    public async Task<JsonObject> ListV2Async(ServiceRequest request)
    {
        var token = request.Text("ContinuationToken");
        var page = await PageAsync(request, after: token is null ? request.Text("StartAfter") : KeyIn(token));
        var listed = await DescribeAsync(request, page);
        listed["KeyCount"] = page.Contents.Count + page.Prefixes.Count;
        if (token is not null)
            listed["ContinuationToken"] = token;
        if (request.Text("StartAfter") is { } start)
            listed["StartAfter"] = start;
        if (page.IsTruncated)
            listed["NextContinuationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Last!));
        return listed;
    }

    /// <summary>Times of objects in results: to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    async Task<ListedPage> PageAsync(ServiceRequest request, string? after)
    {
        var bucket = await single.BucketAsync(ObjectActions.Required(request, "Bucket"));
        var (prefix, delimiter) = (request.Text("Prefix") ?? "", request.Text("Delimiter"));
        var most = Math.Clamp(request.Int32("MaxKeys") ?? MaxKeys, 0, MaxKeys);
        var page = new ListedPage();
        await foreach (var stored in objects.ListAsync(bucket, prefix, after))
        {
            if (IsInLast(stored.Key, after, delimiter))
                continue;
            var end = string.IsNullOrEmpty(delimiter) ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var common = end < 0 ? null : stored.Key[..(end + delimiter!.Length)];
            if (common is not null && page.Prefixes.LastOrDefault() == common)
                continue;
            if (page.Contents.Count + page.Prefixes.Count == most)
            {
                page.IsTruncated = most > 0;
                break;
            }

            page.Last = common ?? stored.Key;
            if (common is null)
                page.Contents.Add(stored);
            else
                page.Prefixes.Add(common);
        }

        return page;
    }

    /// <summary>Whether the page before has shown the key in a common prefix, its last.</summary>
    static bool IsInLast(string key, string? after, string? delimiter) =>
        after is not null
        && !string.IsNullOrEmpty(delimiter)
        && after.EndsWith(delimiter, StringComparison.Ordinal)
        && key.StartsWith(after, StringComparison.Ordinal);

    async Task<JsonObject> DescribeAsync(ServiceRequest request, ListedPage page)
    {
        var contents = new JsonArray();
        foreach (var stored in page.Contents)
        {
            // A listing of the port has no ETags; what was deleted meanwhile is no longer listed.
            if (await objects.FindAsync(new(request.Text("Bucket")!, stored.Key), default) is { } found)
                contents.Add(Describe(found));
        }

        var listed = new JsonObject
        {
            ["Contents"] = contents,
            ["IsTruncated"] = page.IsTruncated,
            ["MaxKeys"] = request.Int32("MaxKeys") ?? MaxKeys,
            ["Name"] = request.Text("Bucket"),
            ["Prefix"] = request.Text("Prefix") ?? "",
        };
        if (page.Prefixes.Count > 0)
            listed["CommonPrefixes"] = new JsonArray([.. page.Prefixes.Select(p => (JsonNode)new JsonObject { ["Prefix"] = p })]);
        if (request.Text("Delimiter") is { } delimiter)
            listed["Delimiter"] = delimiter;
        return listed;
    }

    static JsonObject Describe(ObjectDescription found) => new()
    {
        ["ETag"] = $"\"{found.ETag}\"",
        ["Key"] = found.Object.Key,
        ["LastModified"] = Time(found.Object.Modified),
        ["Size"] = found.Object.Size,
        ["StorageClass"] = "STANDARD",
    };

    static string KeyIn(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw new ServiceException("InvalidArgument", "The continuation token provided is incorrect");
        }
    }

    sealed class ListedPage
    {
        public List<StoredObject> Contents { get; } = [];

        public List<string> Prefixes { get; } = [];

        public bool IsTruncated { get; set; }

        /// <summary>The key or common prefix that came last.</summary>
        public string? Last { get; set; }
    }
}
