using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>The tokens that tasks of one run wait for. The mocks send them back, or a task of the run does.</summary>
sealed class MockedTokens(MockSet mocks, TimeProvider clock) : ITaskTokens
{
    readonly ConcurrentDictionary<string, ExpectedToken> _expected = new(StringComparer.Ordinal);

    /// <returns>Null when the task has no token.</returns>
    public ExpectedToken? Expect(TaskCall call)
    {
        if (call.Token is null)
            return null;
        var answer = mocks.Tokens.GetValueOrDefault(call.StateName)?.Next();
        return _expected[call.Token] = new(call, answer, clock);
    }

    public void Check(string token)
    {
        if (!_expected.TryGetValue(token, out var expected))
            throw SfnActions.InvalidToken;
        if (expected.IsOver)
            throw SfnActions.TimedOut;
    }

    public void Succeed(string token, JsonNode? output) => _expected[token].Succeed(output);

    public void Fail(string token, string error, string? cause) => _expected[token].Fail(error, cause);

    public void SendHeartbeat(string token) => _expected[token].Call.ReportHeartbeat();
}

/// <summary>The token of one try of one task.</summary>
/// <param name="answer">What the mocks send back; null to wait for a task that does.</param>
sealed class ExpectedToken(TaskCall call, MockAnswer? answer, TimeProvider clock) : IDisposable
{
    readonly TaskCompletionSource<JsonNode?> _sent = new();

    public TaskCall Call => call;

    /// <summary>Whether nobody waits for it any more, or somebody has sent it back.</summary>
    public bool IsOver { get; private set; }

    public Task<JsonNode?> WaitAsync(CancellationToken cancellationToken) =>
        answer?.GiveAsync(null, clock, cancellationToken) ?? _sent.Task.WaitAsync(cancellationToken);

    public void Succeed(JsonNode? output)
    {
        IsOver = true;
        _sent.TrySetResult(output);
    }

    public void Fail(string error, string? cause)
    {
        IsOver = true;
        _sent.TrySetException(new TaskFailedException(error, cause));
    }

    public void Dispose() => IsOver = true;
}
