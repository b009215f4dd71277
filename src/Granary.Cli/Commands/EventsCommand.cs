using System.CommandLine;
using System.Text.Json.Nodes;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Runs;

namespace Granary.Cli.Commands;

/// <summary>Lists the events of a run, those of a child execution after the event that started it.</summary>
static class EventsCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var name = new Argument<string>("run")
        {
            Description = "A run's id or the beginning of it, @last or @last-failed.",
            DefaultValueFactory = _ => "@last",
        };
        var json = CommonOptions.Json();
        var command = new Command("events", "List the events of a run and of its children.") { name, json };
        command.SetAction(parsed => (int)Run(surroundings, parsed.GetRequiredValue(name), parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(Surroundings surroundings, string name, bool json)
    {
        using var home = surroundings.OpenHome();
        var run = NamedRun.Find(home, name);
        var executions = home.Executions.Of(run.RunId);
        var events = executions.Where(e => e.ParentArn is null).SelectMany(e => InOrder(home, executions, e, depth: 0));
        var data = surroundings.Terminal.Data;
        if (json)
        {
            foreach (var (execution, happened, _) in events)
            {
                happened["executionArn"] = execution.Arn;
                data.WriteLine(happened.ToJsonString(EventJson));
            }

            return ExitCode.Success;
        }

        var table = new TextTable(["time", "machine", "id", "event", "state"], 2);
        foreach (var (execution, happened, depth) in events)
        {
            table.Add(
                Text(happened["timestamp"]), new string(' ', 2 * depth) + execution.Machine, Text(happened["id"]), Text(happened["type"]),
                Text(happened["stateEnteredEventDetails"]?["name"] ?? happened["stateExitedEventDetails"]?["name"]));
        }

        table.Write(data);
        return ExitCode.Success;
    }

    static readonly System.Text.Json.JsonSerializerOptions EventJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static IEnumerable<(ExecutionRecord Execution, JsonObject Event, int Depth)> InOrder(
        LocalHome home, IReadOnlyList<ExecutionRecord> all, ExecutionRecord execution, int depth)
    {
        var events = home.Executions.Events(execution.Arn).ToList();
        var children = all.Where(e => e.ParentArn == execution.Arn).ToLookup(child => StartOf(child, events));
        foreach (var (id, text) in events)
        {
            yield return (execution, JsonNode.Parse(text)!.AsObject(), depth);
            foreach (var child in children[id].SelectMany(c => InOrder(home, all, c, depth + 1)))
                yield return child;
        }
    }

    /// <summary>
    /// The event that tells that the child was started, TaskSubmitted; where a killed run has none, the one that announced it.
    /// </summary>
    static long? StartOf(ExecutionRecord child, IReadOnlyList<(long Id, string Text)> parentEvents)
    {
        var submitted = parentEvents.FirstOrDefault(e =>
            e.Text.Contains("\"TaskSubmitted\"", StringComparison.Ordinal) && e.Text.Contains(child.Arn, StringComparison.Ordinal));
        return submitted.Text is null ? child.ParentEvent : submitted.Id;
    }

    static string Text(JsonNode? node) => node?.ToString() ?? "";
}
