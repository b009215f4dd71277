using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Objects;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Platform;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Integrations;

/// <summary>What the services of a home work on.</summary>
static class HomeServices
{
    public static ServiceStores Of(LocalHome home) =>
        new(
            new HomeObjects(home), home.Items, new HomeMessages(home), new HomeSecrets(home).Read, new TaskTokens(home),
            new HomeExecutions(home));
}

/// <summary>Messages in the home's file. Every queue, topic and bus exists: a stack does not say which there are.</summary>
sealed class HomeMessages(LocalHome home) : IMessages
{
    public bool HasQueue(string name) => true;

    public bool HasTopic(string name) => true;

    public void Add(SentMessage message) => home.Database.Execute(
        "INSERT INTO message (service, target, message_id, body, attributes, sent_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        message.Service, message.Target, message.Id, message.Body, message.Attributes, Timestamps.Text(home.Clock.GetUtcNow()));
}

/// <summary>Secrets in a file of the home that its owner writes: <c>secrets.json</c>, an object of names and values.</summary>
sealed class HomeSecrets(LocalHome home)
{
    public const string FileName = "secrets.json";

    /// <exception cref="TaskFailedException">The file is no JSON object.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        var path = Path.Combine(home.Path, FileName);
        if (!File.Exists(path))
            return new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            // Nothing of the file stands in what is said of it.
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject secrets
                ? secrets.ToDictionary(s => s.Key, s => ServiceRequest.TextOrJson(s.Value) ?? "", StringComparer.Ordinal)
                : throw new TaskFailedException("States.Runtime", $"{path} must be a JSON object of names and values.");
        }
        catch (JsonException e)
        {
            throw new TaskFailedException(
                "States.Runtime", $"{path} is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
        }
    }
}

/// <summary>The home's executions, as its journal has them.</summary>
sealed class HomeExecutions(LocalHome home) : IExecutions
{
    public ExecutionFacts? Find(string arn) => home.Executions.Find(arn) is { } found ? Facts(found) : null;

    public IReadOnlyList<ExecutionFacts> Of(string machineArn) => [.. home.Executions.OfMachine(machineArn).Select(Facts)];

    public IReadOnlyList<MachineFacts> Machines() =>
        [
            .. home
                .Resources.All<StateMachineResource>()
                .Select(m => new MachineFacts(m.Arn, m.Name, m.Definition, m.Role.Name, "STANDARD", DateTimeOffset.UnixEpoch)),
        ];

    public DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause) =>
        throw new TaskFailedException("States.Runtime", "A task of a home cannot stop an execution; granary cancel ends a run.");

    ExecutionFacts Facts(ExecutionRecord execution)
    {
        var isRunning = execution.Status == RunStatus.Running;
        var first = JsonNode.Parse(home.Executions.FirstEvent(execution.Arn) ?? "null");
        var last = JsonNode.Parse(home.Executions.LastEvent(execution.Arn) ?? "null") as JsonObject;
        var end = last?.FirstOrDefault(m => m.Value is JsonObject).Value as JsonObject;
        return new(
            execution.Arn, Arn.Parse(execution.Arn).StateMachineOfExecution().ToString(), execution.Name, execution.Status.Text(),
            first?["executionStartedEventDetails"]?["input"]?.ToString() ?? "{}",
            execution.Status == RunStatus.Succeeded ? end?["output"]?.ToString() : null,
            isRunning ? null : end?["error"]?.ToString(), isRunning ? null : end?["cause"]?.ToString(),
            execution.StartedAt, execution.EndedAt);
    }
}
