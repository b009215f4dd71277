namespace Granary.States.Tasks;

/// <summary>The actions of the services that have integrations of their own. What is not listed is not judged.</summary>
/// <remarks>Source: Step Functions developer guide, "Integrating optimized services". Every other action of a service goes through <c>aws-sdk:</c>.</remarks>
static class ServiceActions
{
    static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["lambda"] = ["invoke", "invoke.waitForTaskToken"],
        ["dynamodb"] = ["getItem", "putItem", "updateItem", "deleteItem"],
        ["glue"] = ["startJobRun", "startJobRun.sync"],
        ["states"] = ["startExecution", "startExecution.sync", "startExecution.sync:2", "startExecution.waitForTaskToken"],
        ["sns"] = ["publish", "publish.waitForTaskToken"],
        ["sqs"] = ["sendMessage", "sendMessage.waitForTaskToken"],
        ["events"] = ["putEvents", "putEvents.waitForTaskToken"],
    };

    /// <returns>A sentence when the service has no such action, else null.</returns>
    public static string? Refusal(string service, string action) =>
        Known.TryGetValue(service, out var actions) && !actions.Contains(action)
            ? $"{service} has no integration '{action}'; there are {string.Join(", ", actions)}, and arn:aws:states:::aws-sdk:{service}:… for the rest."
            : null;
}
