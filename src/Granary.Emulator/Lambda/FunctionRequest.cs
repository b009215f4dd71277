using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.States.Tasks;

namespace Granary.Emulator.Lambda;

/// <summary>
/// A call of a function in its three forms: <c>lambda:invoke</c>, <c>aws-sdk:lambda:invoke</c>, and the function's own ARN.
/// </summary>
public sealed class FunctionRequest
{
    readonly ServiceRequest _request;
    readonly bool _isBare;
    readonly string _written;

    /// <exception cref="TaskFailedException">It names no function.</exception>
    public FunctionRequest(TaskCall call)
    {
        _request = new(call);
        _isBare = call.Resource.Kind == TaskResourceKind.Function;
        _written = _isBare
            ? call.Resource.Arn
            : _request.Text("FunctionName")
                ?? throw Service.Lambda.Failure(
                    call,
                    ServiceException.Validation(
                        "1 validation error detected: Value null at 'functionName' failed to satisfy constraint: Member must not be null"));
        FunctionName = Arn.NameIn(_written, "function");
        Payload = _isBare ? call.Parameters : ReadPayload(_request.Find(nameof(Payload)));
    }

    /// <summary>Without account, version and alias.</summary>
    public string FunctionName { get; }

    /// <summary>The function's event; null for JSON's null.</summary>
    public JsonNode? Payload { get; }

    /// <param name="answer">What the function gave back; null for JSON's null.</param>
    public JsonNode? Result(JsonNode? answer)
    {
        if (_isBare)
            return answer;
        var result = new JsonObject
        {
            ["ExecutedVersion"] = "$LATEST",
            [nameof(Payload)] = _request.IsSdk ? answer?.ToJsonString(JsonSourceNode.Plain) ?? "null" : answer,
        };
        if (_request.Text("LogType") == "Tail")
            result["LogResult"] = "";
        if (!_request.IsSdk)
            ServiceResults.WithMetadata(result);
        result["StatusCode"] = 200;
        return result;
    }

    public TaskFailedException NotFound() =>
        Service.Lambda.Failure(
            _request.Call, ServiceException.Named("ResourceNotFoundException", $"Function not found: {FunctionArn}", 404));

    string FunctionArn => _written.StartsWith("arn:", StringComparison.Ordinal)
        ? _written
        : Arn.Function(_request.Call.Region, _request.Account, FunctionName).ToString();

    /// <summary>The SDK's payload is text that holds JSON.</summary>
    JsonNode? ReadPayload(JsonNode? written)
    {
        if (written is null)
            return new JsonObject();
        if (!_request.IsSdk || written is not JsonValue value || !value.TryGetValue<string>(out var text))
            return written.DeepClone();
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw Service.Lambda.Failure(
                _request.Call,
                ServiceException.Named("InvalidRequestContentException", $"Could not parse request body into json: {e.Message}"));
        }
    }
}
