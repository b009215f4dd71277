using System.Text.Json;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Values;

namespace Granary.States.Resuming;

/// <summary>Reads what is needed of one event from its JSON.</summary>
readonly struct EventReader
{
    readonly JsonElement _details;

    public EventReader(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.NameEquals("id"))
                Id = member.Value.GetInt64();
            else if (member.NameEquals("type"))
                Type = Enum.Parse<HistoryEventType>(member.Value.GetString()!);
            else if (member.NameEquals("timestamp"))
                Time = member.Value.GetDateTimeOffset();
            else if (member.Name.EndsWith("EventDetails", StringComparison.Ordinal))
                (_details, Kind) = (member.Value, member.Name);
        }
    }

    public long Id { get; }

    public HistoryEventType Type { get; }

    public DateTimeOffset Time { get; }

    string? Kind { get; }

    public string? Text(string name) =>
        _details.ValueKind == JsonValueKind.Object && _details.TryGetProperty(name, out var value) ? value.GetString() : null;

    public Data Output() => Data.Parse(Text("output")!);

    /// <summary>What a task was given: a service's parameters, a function's or an activity's input.</summary>
    public Data Parameters() => Data.Parse(Text("parameters") ?? Text("input")!);

    public (string Name, Data Input)? StateEntered() =>
        Kind == "stateEnteredEventDetails" ? (Text("name")!, Data.Parse(Text("input")!)) : null;

    public (Data Output, DataObject? Assigned)? StateExited()
    {
        if (Kind != "stateExitedEventDetails")
            return null;
        var assigned = _details.TryGetProperty("assignedVariables", out var variables)
            ? DataObject.Of([.. variables.EnumerateObject().Select(v => (v.Name, Data.Parse(v.Value.GetString()!)))])
            : null;
        return (Output(), assigned);
    }

    /// <summary>How the execution ended; of an event that says so.</summary>
    public ExecutionResult Result() => Type switch
    {
        HistoryEventType.ExecutionSucceeded => new(ExecutionStatus.Succeeded, Output().ToNode(), null, null),
        HistoryEventType.ExecutionFailed => new(ExecutionStatus.Failed, null, Text("error"), Text("cause")),
        HistoryEventType.ExecutionTimedOut => new(ExecutionStatus.TimedOut, null, Text("error"), Text("cause")),
        _ => new(ExecutionStatus.Aborted, null, Text("error"), Text("cause")),
    };
}
