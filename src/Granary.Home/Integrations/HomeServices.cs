using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Objects;
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
    const string Columns = "e.arn, e.name, e.machine, e.status, e.started_at, e.ended_at";

    public ExecutionFacts? Find(string arn) => Facts($"SELECT {Columns} FROM execution e WHERE e.arn = ?1", arn).FirstOrDefault();

    public IReadOnlyList<ExecutionFacts> Of(string machineArn) =>
        Facts(
            $"SELECT {Columns} FROM execution e WHERE e.arn LIKE ?1 ORDER BY e.rowid DESC",
            Arn.Parse(machineArn).Execution("%").ToString());

    public IReadOnlyList<MachineFacts> Machines() =>
        [
            .. home
                .Resources.All<StateMachineResource>()
                .Select(m => new MachineFacts(m.Arn, m.Name, m.Definition, m.RoleArn, "STANDARD", DateTimeOffset.UnixEpoch)),
        ];

    public DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause) =>
        throw new TaskFailedException("States.Runtime", "A task of a home cannot stop an execution; granary cancel ends a run.");

    List<ExecutionFacts> Facts(string sql, string value) =>
        [
            .. home
                .Database.Query(
                    sql,
                    r =>
                        (
                            Arn: r.GetString(0), Name: r.GetString(1), Status: r.GetString(3), Started: Timestamps.Read(r.GetString(4)),
                            Stopped: r.IsDBNull(5) ? (DateTimeOffset?)null : Timestamps.Read(r.GetString(5))),
                    value)
                .Select(e =>
                {
                    var (first, last) = (Event(e.Arn, "ASC"), Event(e.Arn, "DESC"));
                    var end = last?.FirstOrDefault(m => m.Value is JsonObject).Value as JsonObject;
                    return new ExecutionFacts(
                        e.Arn, Arn.Parse(e.Arn).StateMachineOfExecution().ToString(), e.Name, e.Status, first?["executionStartedEventDetails"]?["input"]?.ToString() ?? "{}",
                        e.Status == RunStatus.Succeeded.Text() ? end?["output"]?.ToString() : null,
                        e.Status == "RUNNING" ? null : end?["error"]?.ToString(), e.Status == "RUNNING" ? null : end?["cause"]?.ToString(),
                        e.Started, e.Stopped);
                }),
        ];

    JsonObject? Event(string arn, string order) =>
        home
            .Database.Query($"SELECT text FROM event WHERE execution_arn = ?1 ORDER BY id {order} LIMIT 1", r => r.GetString(0), arn)
            .Select(t => JsonNode.Parse(t)!.AsObject())
            .FirstOrDefault();
}
