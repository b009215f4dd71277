using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Simulator.Mocks;
using Granary.Testing.Cases;

namespace Granary.Simulator.Tests.Cases;

/// <summary>
/// The mocks of a recorded case: its functions by what they do, its buckets by what they hold, and services by what their events say they
/// answered.
/// </summary>
sealed class RecordedMocks
{
    readonly Func<string, bool> _isPlayed;

    RecordedMocks(Func<string, bool> isPlayed) => _isPlayed = isPlayed;

    /// <summary>
    /// Other machines are really run, so what their tasks answered is not asked for; the answers of all else come from the events.
    /// </summary>
    public static RecordedMocks WithAnswers { get; } =
        new(r => r.StartsWith("states:startExecution", StringComparison.Ordinal) || r.StartsWith("aws-sdk:sfn:", StringComparison.Ordinal));

    /// <summary>What is built is really done; the answers of all else come from the events.</summary>
    public static RecordedMocks WithServices { get; } = new(r => MockedTasks.Plays($"arn:aws:states:::{r}"));

    public JsonObject For(RecordedCase recorded)
    {
        var mocks = new JsonObject
        {
            ["functions"] = new JsonObject(
                recorded.Functions.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)new JsonArray(Behaviour(f.Value!.GetValue<string>()))))
            ),
            ["stateMachines"] = recorded.OtherStateMachines.DeepClone(),
        };
        if ((recorded.Input as JsonObject)?["QueueUrl"] is { } queue)
            mocks["queues"] = new JsonArray(queue.DeepClone());
        foreach (var stored in recorded.S3Objects.Select(o => o!.AsObject()))
        {
            var buckets = mocks["buckets"] as JsonObject ?? [];
            mocks["buckets"] = buckets;
            var bucket = buckets[stored["Bucket"]!.ToString()] as JsonObject ?? [];
            buckets[stored["Bucket"]!.ToString()] = bucket;
            bucket[stored["Key"]!.ToString()] = Body(stored["Body"]!.ToString());
        }

        if (recorded.Tier == 2)
            AddAnswers(recorded.Events!, mocks);
        return mocks;
    }

    static JsonObject Behaviour(string behaviour)
    {
        var argument = behaviour[(behaviour.IndexOf(':') + 1)..];
        switch (behaviour.Split(':')[0])
        {
            case "id":
                return new() { ["echo"] = true };
            case "none":
                return new() { ["return"] = null };
            case "const":
                return new() { ["return"] = JsonNode.Parse(argument) };
            case "large":
                return new() { ["return"] = new string('a', int.Parse(argument)) };
            case "sleep":
                return new() { ["delaySeconds"] = int.Parse(argument) };
            case "raise":
                var parts = argument.Split(':', 2);
                return new()
                {
                    ["error"] = parts[0],
                    ["cause"] = new JsonObject
                    {
                        ["errorMessage"] = parts[1],
                        ["errorType"] = parts[0],
                        ["requestId"] = "4b1c",
                        ["stackTrace"] = new JsonArray(),
                    }.ToJsonString(),
                };
            default:
                throw new NotSupportedException(behaviour);
        }
    }

    void AddAnswers(JsonArray events, JsonObject mocks)
    {
        var state = "";
        var resource = "";
        var isSubmitted = false;
        foreach (var happened in events.Select(e => e!.AsObject()))
        {
            var details = happened.FirstOrDefault(m => m.Value is JsonObject).Value as JsonObject;
            switch (happened["type"]!.GetValue<string>())
            {
                case "TaskStateEntered":
                    state = details!["name"]!.GetValue<string>();
                    break;
                case "TaskScheduled":
                    resource = $"{details!["resourceType"]}:{details["resource"]}";
                    isSubmitted = false;
                    break;
                case "ActivityScheduled":
                    resource = details!["resource"]!.GetValue<string>();
                    break;
                case "TaskSubmitted":
                    isSubmitted = true;
                    if (resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal) && !_isPlayed(resource))
                        Add(mocks, "tasks", resource, new() { ["return"] = Value(details!["output"]) });
                    break;
                case "ActivitySucceeded":
                    Add(mocks, "activities", resource, new() { ["return"] = Value(details!["output"]) });
                    break;
                case "TaskSucceeded" when isSubmitted:
                    if (Value(details!["output"]) is not JsonObject { Count: > 5 })
                        Add(mocks, "tokens", state, new() { ["success"] = Value(details["output"]) });
                    break;
                case "TaskFailed" when resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal) && isSubmitted:
                    Add(
                        mocks, "tokens", state, new()
                        {
                            ["failure"] = new JsonObject
                            {
                                ["error"] = details!["error"]!.DeepClone(),
                                ["cause"] = details["cause"]?.DeepClone(),
                            },
                        });
                    break;
                case "TaskSucceeded" when !_isPlayed(resource):
                    Add(mocks, "tasks", resource, new() { ["return"] = Value(details!["output"]) });
                    break;
                case "TaskFailed" when !_isPlayed(resource):
                    Add(
                        mocks, "tasks", resource,
                        new() { ["error"] = details!["error"]!.DeepClone(), ["cause"] = details["cause"]?.DeepClone() });
                    break;
            }
        }
    }

    /// <summary>Bytes were recorded as Python writes them: <c>b'…'</c>.</summary>
    static string Body(string recorded)
    {
        var start = recorded.IndexOf("b'", StringComparison.Ordinal);
        return start >= 0 && recorded.TrimEnd(')').EndsWith('\'') && recorded[..start] is "" or "bytearray("
            ? recorded.TrimEnd(')')[(start + 2)..^1]
            : recorded;
    }

    static void Add(JsonObject mocks, string part, string name, JsonObject answer)
    {
        var all = mocks[part] as JsonObject ?? [];
        mocks[part] = all;
        var answers = all[name] as JsonArray ?? [];
        all[name] = answers;
        answers.Add(answer);
    }

    /// <summary>Outputs were recorded as objects, or as the text of any other JSON.</summary>
    static JsonNode? Value(JsonNode? node)
    {
        try
        {
            return node is JsonObject ? node.DeepClone() : JsonNode.Parse(node!.ToString());
        }
        catch (JsonException)
        {
            return node!.DeepClone(); // a placeholder
        }
    }
}
