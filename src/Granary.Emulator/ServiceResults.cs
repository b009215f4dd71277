using System.Text.Json.Nodes;

namespace Granary.Emulator;

/// <summary>What the results of all services have in common.</summary>
public static class ServiceResults
{
    /// <summary>Adds the two members that a result of an optimized integration ends with.</summary>
    public static JsonObject WithMetadata(JsonObject result)
    {
        result["SdkHttpMetadata"] = new JsonObject { ["HttpStatusCode"] = 200 };
        result["SdkResponseMetadata"] = new JsonObject { ["RequestId"] = Guid.NewGuid().ToString() };
        return result;
    }

    /// <summary>Times in results of optimized integrations: milliseconds since 1970 in UTC.</summary>
    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Times in results of SDK integrations: ISO 8601 in UTC, to the millisecond.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>A time as the integration of a task shows it.</summary>
    public static JsonNode Time(bool isSdk, DateTimeOffset time) => isSdk ? Text(time) : Milliseconds(time);
}
