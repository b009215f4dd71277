using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.States.Tests.Cases;

/// <summary>The Lambda functions of the recorded cases, behind <c>lambda:invoke</c> and behind their own ARNs.</summary>
sealed class RecordedFunctions(JsonObject behaviours, TimeProvider clock)
{
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (call.Resource.Kind == TaskResourceKind.Function)
            return await InvokeAsync(call.Resource.Arn.Split(':')[6], call.Parameters, cancellationToken);
        if (call.Resource.Arn != "arn:aws:states:::lambda:invoke")
            throw new NotSupportedException(call.Resource.Arn);

        var name = call.Parameters!["FunctionName"]!.GetValue<string>().Split(':')[^1];
        var result = new JsonObject
        {
            ["ExecutedVersion"] = "$LATEST",
            ["Payload"] = await InvokeAsync(name, call.Parameters["Payload"] ?? new JsonObject(), cancellationToken),
            ["SdkHttpMetadata"] = new JsonObject(),
            ["SdkResponseMetadata"] = new JsonObject(),
            ["StatusCode"] = 200,
        };
        if (call.Parameters["LogType"]?.GetValue<string>() == "Tail")
            result["LogResult"] = "c29tZSBsb2cgb3V0cHV0";
        return result;
    }

    async Task<JsonNode?> InvokeAsync(string name, JsonNode? payload, CancellationToken cancellationToken)
    {
        var behaviour = behaviours[name]!.GetValue<string>();
        var argument = behaviour[(behaviour.IndexOf(':') + 1)..];
        switch (behaviour.Split(':')[0])
        {
            case "id":
                return payload?.DeepClone();
            case "none":
                return null;
            case "const":
                return JsonNode.Parse(argument);
            case "prefix":
                return argument + payload!.GetValue<string>();
            case "large":
                return new string('a', int.Parse(argument));
            case "sleep":
                await Task.Delay(TimeSpan.FromSeconds(int.Parse(argument)), clock, cancellationToken);
                return null;
            case "raise":
                var parts = argument.Split(':', 2);
                throw new TaskFailedException(parts[0], new JsonObject
                {
                    ["errorMessage"] = parts[1],
                    ["errorType"] = parts[0],
                    ["requestId"] = "4b1c",
                    ["stackTrace"] = new JsonArray(),
                }.ToJsonString());
            default:
                throw new NotSupportedException(behaviour);
        }
    }
}
