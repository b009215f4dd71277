using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>What integrations share: AWS's shapes of parameters and results.</summary>
static class Aws
{
    /// <exception cref="TaskFailedException">The member is missing or no text, as the service's own check would say.</exception>
    public static string Text(JsonNode? parameters, string name) =>
        (parameters as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : throw new TaskFailedException("States.Runtime", $"The parameter {name} is missing or no text.");

    /// <summary>The two members that every answer of a service has.</summary>
    public static JsonObject WithMetadata(JsonObject result)
    {
        result["SdkHttpMetadata"] = new JsonObject { ["HttpStatusCode"] = 200 };
        result["SdkResponseMetadata"] = new JsonObject { ["RequestId"] = Guid.NewGuid().ToString() };
        return result;
    }

    /// <summary>Times as Step Functions shows those of services: milliseconds since 1970 in UTC.</summary>
    public static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
