using System.Text.Json;
using System.Text.Json.Nodes;

namespace Granary.States.History;

/// <summary>What a resumed execution must know of an event beyond what the service shows; no part of the event's JSON.</summary>
/// <param name="Line">The line of states that the event belongs to.</param>
public sealed record EventTrace(LineId Line)
{
    static readonly EventTrace Whole = new(default(LineId));

    /// <summary>The state that follows, on events of states that were left; null at the end of a line.</summary>
    public string? Next { get; init; }

    /// <summary>The state was left because a Catch took its failure.</summary>
    public bool IsCaught { get; init; }

    /// <summary>The retriers, by their index, that led to this try; on its first event.</summary>
    public IReadOnlyList<int> Retried { get; init; } = [];

    /// <summary>Why a Map or Parallel state gave up; on the event that says so.</summary>
    public (string? Error, string? Cause)? Failure { get; init; }

    /// <returns>Null for an event of the machine's own line that has nothing to tell.</returns>
    public string? ToText()
    {
        // Most events have a line and the next state at most; there may be a million of them.
        var members = new List<string>(2);
        if (Line != default)
            members.Add($"\"line\":[{Line.Began},{Line.Part}]");
        if (Next is not null)
            members.Add($"\"next\":\"{JsonEncodedText.Encode(Next)}\"");
        if (IsCaught)
            members.Add("\"caught\":true");
        if (Retried.Count > 0)
            members.Add($"\"retried\":[{string.Join(',', Retried)}]");
        if (Failure is { } failure)
            members.Add($"\"failure\":{new JsonArray(failure.Error, failure.Cause).ToJsonString()}");
        return members.Count == 0 ? null : $"{{{string.Join(',', members)}}}";
    }

    /// <param name="text">What <see cref="ToText"/> gave.</param>
    public static EventTrace Parse(string? text)
    {
        if (text is null)
            return Whole;
        var json = JsonNode.Parse(text)!.AsObject();
        return new(json["line"] is JsonArray line ? new LineId((long)line[0]!, (int)line[1]!) : default)
        {
            Next = (string?)json["next"],
            IsCaught = json["caught"] is not null,
            Retried = json["retried"] is JsonArray retried ? [.. retried.Select(r => (int)r!)] : [],
            Failure = json["failure"] is JsonArray failure ? ((string?)failure[0], (string?)failure[1]) : null,
        };
    }
}

/// <summary>A line of states that follow each other within an execution; the default is the machine's own.</summary>
/// <param name="Began">The event that began the Parallel or Map state that the line is a part of.</param>
/// <param name="Part">The branch or iteration, from 0.</param>
public readonly record struct LineId(long Began, int Part);
