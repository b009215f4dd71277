using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.Local.Mocks;

/// <summary>The tokens that tasks of one run wait for. The mocks send them back, or a task of the run does.</summary>
sealed class MockedTokens(MockSet mocks, TimeProvider clock)
{
    readonly ConcurrentDictionary<string, ExpectedToken> _expected = new(StringComparer.Ordinal);

    /// <returns>Null when the task has no token.</returns>
    public ExpectedToken? Expect(TaskCall call)
    {
        if (call.Token is null)
            return null;
        var answer = mocks.Tokens.GetValueOrDefault(call.StateName)?.Next();
        return _expected[call.Token] = new(call, answer, clock, () => _expected.TryRemove(call.Token, out _));
    }

    /// <summary><c>aws-sdk:sfn:sendTask…</c>.</summary>
    public JsonObject Send(string operation, JsonNode? parameters)
    {
        var text = (parameters as JsonObject)?["TaskToken"]?.ToString() ?? "";
        if (!_expected.TryGetValue(text, out var token))
        {
            throw new TaskFailedException(
                "Sfn.InvalidTokenException",
                $"Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: {Guid.NewGuid()}) (SDK Attempt Count: 1)");
        }

        switch (operation)
        {
            case "sendTaskSuccess":
                token.Succeed(Output(parameters!["Output"]));
                break;
            case "sendTaskFailure":
                token.Fail(parameters!["Error"]?.ToString() ?? "", parameters["Cause"]?.ToString());
                break;
            default:
                token.Call.ReportHeartbeat();
                break;
        }

        return [];
    }

    /// <summary>JSON as text in the service's call, and as it is where a definition wrote it so.</summary>
    static JsonNode? Output(JsonNode? output)
    {
        if (output is not JsonValue value || !value.TryGetValue<string>(out var text))
            return output?.DeepClone();
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new TaskFailedException(
                "Sfn.InvalidOutputException",
                $"Invalid Output: 'Invalid output' (Service: Sfn, Status Code: 400, Request ID: {Guid.NewGuid()}) (SDK Attempt Count: 1)");
        }
    }
}

/// <summary>The token of one try of one task.</summary>
/// <param name="answer">What the mocks send back; null to wait for a task that does.</param>
sealed class ExpectedToken(TaskCall call, MockAnswer? answer, TimeProvider clock, Action forget) : IDisposable
{
    readonly TaskCompletionSource<JsonNode?> _sent = new();

    public TaskCall Call => call;

    public Task<JsonNode?> WaitAsync(CancellationToken cancellationToken) =>
        answer?.GiveAsync(null, clock, cancellationToken) ?? _sent.Task.WaitAsync(cancellationToken);

    public void Succeed(JsonNode? output) => _sent.TrySetResult(output);

    public void Fail(string error, string? cause) => _sent.TrySetException(new TaskFailedException(error, cause));

    public void Dispose() => forget();
}
