namespace Granary.States.Analysis.Replay;

/// <summary>
/// The events of a history, sorted into lines of states that follow each other: the machine, each branch, each iteration.
/// </summary>
sealed class Timeline
{
    readonly Dictionary<long, PastEvent> _byId = [];
    readonly Dictionary<long, string> _lines = [];
    readonly Dictionary<string, List<Moment>> _moments = new(StringComparer.Ordinal);

    /// <summary>In the order of their events.</summary>
    public List<Moment> All { get; } = [];

    public static Timeline Of(IEnumerable<PastEvent> events)
    {
        var timeline = new Timeline();
        foreach (var happened in events)
            timeline.Add(happened);
        return timeline;
    }

    /// <returns>What happened in a line at the same place; null when the line is shorter.</returns>
    public Moment? Find(Moment other) =>
        _moments.TryGetValue(other.Line, out var line) && other.Number < line.Count ? line[other.Number] : null;

    /// <summary>The line that an event belongs to.</summary>
    public string LineOf(long id) => _lines.GetValueOrDefault(id, "");

    /// <summary>The state that an event belongs to; null for those of the execution.</summary>
    public string? StateOf(long id)
    {
        for (var at = _byId.GetValueOrDefault(id); at is not null; at = _byId.GetValueOrDefault(at.Previous))
        {
            if (IsEntered(at))
                return at.Text("name");
        }

        return null;
    }

    /// <summary>Adds an event; what led to it must have been added.</summary>
    public void Add(PastEvent happened)
    {
        _byId[happened.Id] = happened;
        var line = _lines[happened.Id] = Line(happened);
        if (!Matters(happened))
            return;
        var moments = _moments.TryGetValue(line, out var known) ? known : _moments[line] = [];
        var moment = new Moment(line, moments.Count, happened, happened.Text("name") ?? StateOf(happened.Id));
        moments.Add(moment);
        All.Add(moment);
    }

    string Line(PastEvent happened)
    {
        if (happened.Type.StartsWith("Execution", StringComparison.Ordinal))
            return "";
        if (happened.Type == "MapIterationStarted")
            return $"{OwnerLine(happened)}/{happened.Text("name")}[{happened.Text("index")}]";
        var line = LineOf(happened.Previous);
        if (IsEntered(happened) && _byId.GetValueOrDefault(happened.Previous) is { Type: "ParallelStateStarted" } before)
            return $"{line}/{StateOf(before.Id)}:{happened.Text("name")}";

        // What a state that holds others tells at its end follows from the last event of one of its parts.
        return happened.Type is "ParallelStateExited" or "MapStateExited" ? LineOfState(happened.Text("name")!, line) : line;
    }

    /// <summary>An iteration may follow from the last event of the one before it in its place.</summary>
    string OwnerLine(PastEvent happened)
    {
        var line = LineOf(happened.Previous);
        var at = line.LastIndexOf($"/{happened.Text("name")}[", StringComparison.Ordinal);
        return at >= 0 ? line[..at] : line;
    }

    /// <summary>The line above in which a state of this name was entered.</summary>
    string LineOfState(string name, string line)
    {
        for (var at = line; ; at = at[..at.LastIndexOf('/')])
        {
            if (_moments.TryGetValue(at, out var moments) && moments.Exists(m => IsEntered(m.Event) && m.Event.Text("name") == name))
                return at;
            if (!at.Contains('/'))
                return line;
        }
    }

    static bool IsEntered(PastEvent happened) => happened.Type.EndsWith("StateEntered", StringComparison.Ordinal);

    /// <summary>What a definition decides on; the rest follows, or happens on the other side.</summary>
    static bool Matters(PastEvent happened) =>
        IsEntered(happened) || happened.Type.EndsWith("StateExited", StringComparison.Ordinal)
        || happened.Type.EndsWith("Scheduled", StringComparison.Ordinal)
        || (happened.Type.StartsWith("Execution", StringComparison.Ordinal) && happened.Type != "ExecutionStarted");
}

/// <summary>An event in its line.</summary>
/// <param name="Line">Empty for the machine.</param>
/// <param name="Number">In the line, from 0.</param>
/// <param name="State">Null for those of the execution.</param>
sealed record Moment(string Line, int Number, PastEvent Event, string? State);
