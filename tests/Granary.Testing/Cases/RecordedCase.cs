using System.Text.Json.Nodes;

namespace Granary.Testing.Cases;

/// <summary>One line of the recorded cases.</summary>
public sealed class RecordedCase(JsonNode json)
{
    public string Id => json["id"]!.GetValue<string>();

    public string Kind => json["kind"]!.GetValue<string>();

    public int Tier => json["tier"]!.GetValue<int>();

    public string Definition => json["definition"]?.ToJsonString() ?? json["definitionText"]!.GetValue<string>();

    /// <summary>The definition as it was written; null where it is no JSON.</summary>
    public JsonNode? Written => json["definition"];

    public JsonNode? Input => json["input"];

    /// <summary>An input that is no JSON; else null.</summary>
    public string? InputText => json["inputText"]?.GetValue<string>();

    /// <summary>Machines that the case's machine starts, by ARN.</summary>
    public JsonObject OtherStateMachines => json["otherStateMachines"] as JsonObject ?? [];

    /// <summary>What lies in buckets: Bucket, Key and Body of each.</summary>
    public JsonArray Objects => json["s3Objects"] as JsonArray ?? [];

    public bool IsExpress => json["type"]?.GetValue<string>() == "EXPRESS";

    public JsonObject Expected => json["expected"]!.AsObject();

    public string StateMachineName => json["stateMachineName"]?.GetValue<string>() ?? "machine";

    /// <summary>Names with what they do: <c>id</c>, <c>raise:Type:message</c>, …</summary>
    public JsonObject Functions => json["lambdaFunctions"] as JsonObject ?? [];

    /// <summary>Event types, where they were recorded and are sure.</summary>
    public IReadOnlyList<string>? EventTypes =>
        Order != "unreliable" && json["expectedEventTypes"] is JsonArray types ? [.. types.Select(t => t!.GetValue<string>())] : null;

    /// <summary>Whether parts that ran side by side may have put events in another order.</summary>
    public bool IsInAnyOrder => Order == "any";

    /// <summary>Whether the text of a refusal is the service's own.</summary>
    public bool IsTextSure => json["awsMark"]?.GetValue<string>() != "localstack-recorded";

    string? Order => json["order"]?.GetValue<string>();

    /// <summary>About the call that creates the machine, not about its definition.</summary>
    public bool IsAboutRequest => json["validationAbout"]?.GetValue<string>() == "request";

    public JsonArray? Events => json["expectedEvents"] as JsonArray;

    public static IEnumerable<RecordedCase> All() =>
        File.ReadLines(Needed.Shared("cases/states/executions.jsonl")).Select(l => new RecordedCase(JsonNode.Parse(l)!));
}
