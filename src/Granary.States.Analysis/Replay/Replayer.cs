using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Model;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Values;

namespace Granary.States.Analysis.Replay;

/// <summary>The first place where an execution of a definition goes another way than the recorded one.</summary>
/// <param name="EventId">Of the recorded event; of the replay's where nothing was recorded.</param>
/// <param name="State">Null at the end of the execution.</param>
/// <param name="What"><c>path</c>: something else happens; <c>value</c>: the same, with another value.</param>
/// <param name="Member">What of the event differs: <c>input</c>, <c>output</c>, <c>parameters</c>, …; the type of the event with
/// <c>path</c>.</param>
/// <param name="Path">The JSON path of the differing value.</param>
/// <param name="Expected">What was recorded; null for nothing.</param>
/// <param name="Actual">What the definition makes of it; null for nothing.</param>
public sealed record ReplayDifference(
    long EventId, string? State, string What, string Member, string Path, string? Expected, string? Actual);

/// <param name="Events">How many events were recorded.</param>
/// <param name="Difference">Null when the definition makes the same of what tasks answered.</param>
public sealed record ReplayResult(int Events, ReplayDifference? Difference);

/// <summary>Runs a definition on what the tasks of a recorded execution answered, under a clock that takes no time, and compares.</summary>
public sealed class Replayer : IHistory
{
    internal const string ExecutionArn =
        $"arn:aws:states:{Nature.Unrecorded}:{Nature.Unrecorded}:execution:{Nature.Unrecorded}:{Nature.Unrecorded}";

    static readonly string[] Compared =
    [
        "resourceType", "resource", "parameters", "input", "output", "assignedVariables", "error", "cause",
    ];

    readonly Timeline _ours = new();

    Replayer()
    {
    }

    /// <param name="history">As GetExecutionHistory, <c>granary events --json</c> or <c>granary states run --json</c> wrote it.</param>
    /// <param name="file">The name that problems carry.</param>
    /// <exception cref="ProblemException">GR2090: not a history. GR2091: one that does not hold what a distributed map did.</exception>
    public static ReplayResult Of(string history, string file, StateMachineDefinition definition, StateMachineType type)
    {
        var events = PastEvent.ReadAll(history, file);
        var replay = new Replayer();
        var recorded = Timeline.Of(events);
        var answers = replay.Run(events, recorded, definition, type);
        if (replay.FirstDifference(recorded) is not { } difference)
            return new(events.Count, null);
        return answers.WereAskedElsewhere
            ? throw new ProblemException(
                new Problem(
                    "GR2091", ProblemKind.Usage, $"{file} does not tell what the tasks of a distributed map answered.",
                    "Its iterations are executions of their own. Replay one of those, on the states of the iteration.", new(file, 1, 1)))
            : new(events.Count, difference);
    }

    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(happened.ToJson(), new() { MaxDepth = 1000 });
        var details = happened.Details is null ? default : json.RootElement.GetProperty(happened.Details.MemberOf(happened.Type)).Clone();
        _ours.Add(new(happened.Id, happened.PreviousEventId, happened.Timestamp, happened.Type.ToString(), details));
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => (new NoHistory(), null);

    RecordedAnswers Run(IReadOnlyList<PastEvent> events, Timeline recorded, StateMachineDefinition definition, StateMachineType type)
    {
        var clock = new VirtualClock(events[0].Time);
        var answers = new RecordedAnswers(events, recorded, _ours, clock);
        clock.Run(() => new Interpreter(answers, this, clock).RunAsync(definition, new()
        {
            ExecutionArn = ExecutionArn,
            Name = Nature.Unrecorded,
            StateMachineArn = $"arn:aws:states:{Nature.Unrecorded}:{Nature.Unrecorded}:stateMachine:{Nature.Unrecorded}",
            StateMachineName = Nature.Unrecorded,
            RoleArn = events[0].Text("roleArn") ?? Nature.Unrecorded,
            Input = events[0].Text("input") is { } input ? JsonNode.Parse(input) : new JsonObject(),
            StartTime = events[0].Time,
            Type = type,
        }));
        return answers;
    }

    ReplayDifference? FirstDifference(Timeline recorded)
    {
        foreach (var moment in recorded.All)
        {
            if (Difference(moment, _ours.Find(moment)) is { } difference)
                return difference;
        }

        // An execution that was still running when its history was taken may go on as it likes.
        var hasEnded = recorded.All.Exists(m => m.State is null);
        return hasEnded && _ours.All.Find(m => recorded.Find(m) is null) is { } more
            ? new(more.Event.Id, more.State, "path", more.Event.Type, "$", null, Summary(more))
            : null;
    }

    static ReplayDifference? Difference(Moment expected, Moment? actual)
    {
        if (actual is null || actual.Event.Type != expected.Event.Type || actual.State != expected.State)
            return new(
                expected.Event.Id, expected.State, "path", expected.Event.Type, "$", Summary(expected),
                actual is null ? null : Summary(actual));
        foreach (var member in Compared)
        {
            var difference = Nature.Difference(Nature.Read(expected.Event.Text(member)), Nature.Read(actual.Event.Text(member)));

            // A region or a variable that was not recorded says nothing about the definition.
            if (difference is { } d && !(member == "assignedVariables" && d.Expected is null))
                return new(expected.Event.Id, expected.State, "value", member, d.Path, Shown(d.Expected), Shown(d.Actual));
        }

        return null;
    }

    static string Summary(Moment moment)
    {
        var type = moment.Event.Type;
        var isOfTheState = type.EndsWith("Entered", StringComparison.Ordinal) || type.EndsWith("Exited", StringComparison.Ordinal);
        if (moment.State is not null && !isOfTheState)
            return $"{type} by '{moment.State}'";
        var state = moment.State is null ? "" : $" '{moment.State}'";
        return moment.Event.Text("error") is { } error ? $"{type}{state} {error}" : $"{type}{state}";
    }

    static string? Shown(Data? value) => value?.ToString();
}
