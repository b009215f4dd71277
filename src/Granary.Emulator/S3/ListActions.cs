using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Emulator.S3;

/// <summary>S3: listObjects and listObjectsV2.</summary>
sealed class ListActions(IObjectStore objects, ObjectActions single)
{
    const int MostKeys = 1000;

    public JsonObject List(ServiceRequest request)
    {
        var page = Page(request, after: request.Text("Marker"));
        var listed = Describe(request, page);
        listed["Marker"] = request.Text("Marker") ?? "";
        if (page.IsTruncated && request.Text("Delimiter") is not null)
            listed["NextMarker"] = page.Last;
        return listed;
    }

    public JsonObject ListV2(ServiceRequest request)
    {
        var token = request.Text("ContinuationToken");
        var page = Page(request, after: token is null ? request.Text("StartAfter") : KeyIn(token));
        var listed = Describe(request, page);
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

    ListedPage Page(ServiceRequest request, string? after)
    {
        var bucket = single.Bucket(ObjectActions.Required(request, "Bucket"));
        var (prefix, delimiter) = (request.Text("Prefix") ?? "", request.Text("Delimiter"));
        var most = Math.Clamp(request.Int32("MaxKeys") ?? MostKeys, 0, MostKeys);
        var page = new ListedPage();
        foreach (var stored in objects.List(bucket, prefix).SkipWhile(o => after is not null && IsUpTo(o.Key, after, delimiter)))
        {
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

    /// <summary>Whether a listing that goes on after this one has shown the key: by itself, or in a common prefix.</summary>
    static bool IsUpTo(string key, string after, string? delimiter) =>
        Encoding.UTF8.GetBytes(key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(after)) <= 0
        || (
            !string.IsNullOrEmpty(delimiter)
            && after.EndsWith(delimiter, StringComparison.Ordinal)
            && key.StartsWith(after, StringComparison.Ordinal));

    static JsonObject Describe(ServiceRequest request, ListedPage page)
    {
        var listed = new JsonObject
        {
            ["Contents"] = new JsonArray([.. page.Contents.Select(Describe)]),
            ["IsTruncated"] = page.IsTruncated,
            ["MaxKeys"] = request.Int32("MaxKeys") ?? MostKeys,
            ["Name"] = request.Text("Bucket"),
            ["Prefix"] = request.Text("Prefix") ?? "",
        };
        if (page.Prefixes.Count > 0)
            listed["CommonPrefixes"] = new JsonArray([.. page.Prefixes.Select(p => (JsonNode)new JsonObject { ["Prefix"] = p })]);
        if (request.Text("Delimiter") is { } delimiter)
            listed["Delimiter"] = delimiter;
        return listed;
    }

    static JsonNode Describe(StoredContent stored) => new JsonObject
    {
        ["ETag"] = $"\"{stored.ETag.Value}\"",
        ["Key"] = stored.Key,
        ["LastModified"] = Time(stored.Modified),
        ["Size"] = stored.Size,
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
        public List<StoredContent> Contents { get; } = [];

        public List<string> Prefixes { get; } = [];

        public bool IsTruncated { get; set; }

        /// <summary>The key or common prefix that came last.</summary>
        public string? Last { get; set; }
    }
}
