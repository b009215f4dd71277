using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Lists the events of a run, those of a child execution after the event that started it.</summary>
static class EventsCommand
{
    public static Command Bind(CommandContext context)
    {
        var name = new Argument<string>("run")
        {
            Description = "A run's id or the beginning of it, @last or @last-failed.",
            DefaultValueFactory = _ => "@last",
        };
        var json = CommonOptions.Json();
        var command = new Command("events", "List the events of a run and of its children.") { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string name, bool json, CancellationToken cancellationToken)
    {
        using var home = context.ReadHome();
        var run = await NamedRun.FindAsync(home.Queries, name, cancellationToken);
        var executions = await home.Queries.ListExecutionsAsync(run.RunId, cancellationToken);
        var events = executions
            .Where(e => e.ParentArn is null)
            .ToAsyncEnumerable()
            .SelectMany(e => InOrderAsync(home.Queries, executions, e, depth: 0, cancellationToken));
        if (json)
            await WriteJsonAsync(context.Terminal.Data, events);
        else
            await WriteTextAsync(context.Terminal.Data, events);
        return ExitCode.Success;
    }

    static async Task WriteJsonAsync(TextWriter data, IAsyncEnumerable<ShownEvent> events)
    {
        await foreach (var (execution, happened, _) in events)
        {
            happened["executionArn"] = execution.Arn;
            data.WriteLine(happened.ToJsonString(EventJson));
        }
    }

    static async Task WriteTextAsync(TextWriter data, IAsyncEnumerable<ShownEvent> events)
    {
        var table = new TextTable(["time", "machine", "id", "event", "state"], 2);
        await foreach (var (execution, happened, depth) in events)
        {
            table.Add(
                Text(happened["timestamp"]), new string(' ', 2 * depth) + execution.Machine, Text(happened["id"]), Text(happened["type"]),
                Text(happened["stateEnteredEventDetails"]?["name"] ?? happened["stateExitedEventDetails"]?["name"]));
        }

        table.Write(data);
    }

    static readonly System.Text.Json.JsonSerializerOptions EventJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static async IAsyncEnumerable<ShownEvent> InOrderAsync(
        HomeQueries home, IReadOnlyList<ExecutionSummary> all, ExecutionSummary execution, int depth,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = await Pages.AllAsync(page => home.ListEventsAsync(execution.Arn, page, cancellationToken))
            .ToListAsync(cancellationToken);
        var children = all.Where(e => e.ParentArn == execution.Arn).ToLookup(child => StartOf(child, events));
        foreach (var (id, text) in events)
        {
            yield return new(execution, JsonNode.Parse(text)!.AsObject(), depth);
            foreach (var child in children[id])
            {
                await foreach (var happened in InOrderAsync(home, all, child, depth + 1, cancellationToken))
                    yield return happened;
            }
        }
    }

    /// <summary>
    /// The event that reports that the child was started, TaskSubmitted; where a killed run has none, the one that announced it.
    /// </summary>
    static long? StartOf(ExecutionSummary child, IReadOnlyList<RunEvent> parentEvents)
    {
        var submitted = parentEvents.FirstOrDefault(e =>
            e.Json.Contains("\"TaskSubmitted\"", StringComparison.Ordinal) && e.Json.Contains(child.Arn, StringComparison.Ordinal));
        return submitted.Json is null ? child.ParentEvent : submitted.Id;
    }

    static string Text(JsonNode? node) => node?.ToString() ?? "";

    /// <param name="Depth">0 for the run's own execution, one more for each parent.</param>
    readonly record struct ShownEvent(ExecutionSummary Execution, JsonObject Event, int Depth);
}
