using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.States.Tests.Cases;

/// <summary>Tasks that answer what their events recorded, one after the other: the services' part of a case, played back.</summary>
sealed class RecordedTasks(JsonArray events, TimeProvider clock)
{
    int _at;

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        while (Type(events[_at]) is not ("TaskScheduled" or "LambdaFunctionScheduled" or "ActivityScheduled"))
            _at++;
        for (_at++; ; _at++)
        {
            var happened = events[_at]!.AsObject();
            var details = happened.FirstOrDefault(m => m.Value is JsonObject).Value as JsonObject;
            switch (Type(happened))
            {
                case "ActivityStarted":
                    await call.ReportTakenAsync(Text(details?["workerName"]));
                    break;
                case "TaskSubmitted":
                    await call.ReportSubmittedAsync(Value(details!["output"]));
                    break;
                case "TaskSucceeded" or "LambdaFunctionSucceeded" or "ActivitySucceeded":
                    return Value(details!["output"]);
                case "TaskFailed" or "LambdaFunctionFailed":
                    throw new TaskFailedException(details!["error"]!.GetValue<string>(), Text(details["cause"]));
                case "TaskTimedOut":
                    await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                    break;
            }
        }
    }

    static string Type(JsonNode? happened) => happened!["type"]!.GetValue<string>();

    static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : node?.ToJsonString();

    /// <summary>Outputs were recorded as objects, or as the text of any other JSON.</summary>
    static JsonNode? Value(JsonNode? node)
    {
        try
        {
            return node is JsonObject ? node.DeepClone() : JsonNode.Parse(Text(node)!);
        }
        catch (JsonException)
        {
            return node!.DeepClone(); // a placeholder
        }
    }
}
