using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.Platform.Items;
using Granary.Platform.Notices;
using Granary.Platform.Objects;
using Granary.Platform.Secrets;
using Granary.States.Tasks;

namespace Granary.Emulator.Tests;

/// <summary>Services to call, over ports in memory, with a table, a bucket and secrets.</summary>
sealed class ServiceScene
{
    readonly AnsweringServices _services;

    public MemoryObjects Objects { get; } = new(TimeProvider.System);

    public ServiceScene()
    {
        Objects.AddBucket("store");
        var items = new MemoryItems(TimeProvider.System);
        items.Add("Orders", ["id", "line"], []);
        var secrets = new MemorySecrets(new Dictionary<string, string> { ["db/password"] = "p", ["db/login"] = """{"user":"u"}""" });
        _services = new(
            new(Objects, items, new MemoryNotices(), secrets, new NoTokens(), new NoExecutions()), TimeProvider.System);
    }

    /// <returns>The result without the two members that every answer has.</returns>
    public async Task<JsonNode?> CallAsync(string action, string parameters)
    {
        var result = await _services.AnswerAsync(new()
        {
            Resource = TaskResource.Parse($"arn:aws:states:::{action}"),
            Parameters = JsonNode.Parse(parameters),
            StateName = "A",
            ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:m:1",
            Region = "us-east-1",
            ScheduledEventId = 1,
        });
        result.Remove("SdkHttpMetadata");
        result.Remove("SdkResponseMetadata");
        return result;
    }

    /// <summary>Calls, and expects exactly this.</summary>
    public async Task ExpectAsync(string action, string parameters, string result)
    {
        var actual = await CallAsync(action, parameters);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(result), actual), $"{action} {parameters} gave {actual?.ToJsonString()}, not {result}");
    }

    /// <summary>Calls, and expects a failure.</summary>
    public async Task ExpectErrorAsync(string action, string parameters, string error, string cause)
    {
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => CallAsync(action, parameters));
        Assert.Equal(error, failure.Error);
        Assert.StartsWith(cause, failure.Cause, StringComparison.Ordinal);
    }

    sealed class NoTokens : ITaskTokens
    {
        public void Check(string token) => throw SfnActions.InvalidToken;

        public void Succeed(string token, JsonNode? output) => throw SfnActions.InvalidToken;

        public void Fail(string token, string error, string? cause) => throw SfnActions.InvalidToken;

        public void SendHeartbeat(string token) => throw SfnActions.InvalidToken;
    }

    sealed class NoExecutions : IExecutions
    {
        public ExecutionFacts? Find(string arn) => null;

        public IReadOnlyList<ExecutionFacts> Of(string machineArn) => [];

        public MachineFacts? FindMachine(string name) => null;

        public IReadOnlyList<MachineFacts> Machines() => [];

        public DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause) => throw new NotSupportedException();
    }
}
