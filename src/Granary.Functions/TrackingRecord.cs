using System.Globalization;
using System.Text.Json.Nodes;

namespace Granary.Functions;

/// <summary>
/// The shape of a run's record: <c>jobId</c> + <c>project</c> (key), <c>jobState</c>, <c>timestamp</c>, <c>fullResponse</c>; all text.
/// </summary>
/// <remarks>Source: the fpac pipeline's table FsaFpacMetadata.</remarks>
static class TrackingRecord
{
    public static JsonObject Key(string jobId, string project) => new() { ["jobId"] = Text(jobId), ["project"] = Text(project) };

    /// <summary>A text attribute in DynamoDB JSON.</summary>
    public static JsonObject Text(string value) => new() { ["S"] = value };

    /// <summary>ISO 8601 in UTC, to the millisecond.</summary>
    public static string Now(TimeProvider clock) =>
        clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
