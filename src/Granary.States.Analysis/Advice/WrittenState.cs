using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Analysis.Advice;

/// <summary>A state with the place it was written at.</summary>
/// <param name="Path">As the service writes places: <c>/States/Load</c>.</param>
/// <param name="Graph">The states that it stands among.</param>
/// <param name="Owner">The state that it is in; null for a state of the machine itself.</param>
sealed record WrittenState(State State, string Path, JsonObjectSource Source, StateGraph Graph, WrittenState? Owner)
{
    /// <summary>Every state of a machine, those inside others among them.</summary>
    /// <param name="source">What the definition was read from.</param>
    public static IEnumerable<WrittenState> All(StateGraph graph, JsonObjectSource source, string path = "", WrittenState? owner = null)
    {
        if (source.Find("States")?.Value is not JsonObjectSource states)
            yield break;
        foreach (var state in graph.States)
        {
            if (states.Find(state.Name)?.Value is not JsonObjectSource written)
                continue;
            var here = new WrittenState(state, $"{path}/States/{state.Name}", written, graph, owner);
            yield return here;
            foreach (var inner in here.Inside())
                yield return inner;
        }
    }

    /// <summary>A problem of this state, at a field or at a value in it.</summary>
    /// <param name="field">As the service writes places: <c>Catch[0]</c>; empty for the state itself.</param>
    /// <param name="value">A text below the field that is to be pointed at.</param>
    public Advised Advise(string code, string message, string? hint, string field, string? value = null)
    {
        JsonSource at = Source;
        foreach (var step in field.Split('/', '[').Select(s => s.TrimEnd(']')).Where(s => s.Length > 0))
            at = at switch
            {
                JsonObjectSource o => o.Find(step)?.Value ?? (step == "ItemSelector" ? o.Find("Parameters")?.Value : null) ?? at,
                JsonArraySource a when int.TryParse(step, out var i) && i < a.Items.Count => a.Items[i],
                _ => at,
            };
        if (value is not null)
            at = Texts(at).FirstOrDefault(t => t.Value == value) ?? at;
        return new(new(code, ProblemKind.Usage,
            message, hint, at.Where, ProblemSeverity.Warning), field.Length == 0 ? Path : $"{Path}/{field}");
    }

    /// <summary>Every text in a value, with its place.</summary>
    public static IEnumerable<JsonTextSource> Texts(JsonSource source) => source switch
    {
        JsonTextSource t => [t],
        JsonObjectSource o => o.Members.SelectMany(m => Texts(m.Value)),
        JsonArraySource a => a.Items.SelectMany(Texts),
        _ => [],
    };

    IEnumerable<WrittenState> Inside()
    {
        if (State is ParallelState parallel && Source.Find("Branches")?.Value is JsonArraySource branches)
            return parallel
                .Branches.Zip(branches.Items)
                .Index()
                .SelectMany(b => Inner(b.Item.First, b.Item.Second, $"Branches[{b.Index}]"));
        var processor = Source.Find("ItemProcessor") ?? Source.Find("Iterator");
        return State is MapState map && processor is not null ? Inner(map.Processor, processor.Value, processor.Key) : [];
    }

    IEnumerable<WrittenState> Inner(StateGraph graph, JsonSource source, string field) =>
        source is JsonObjectSource o ? All(graph, o, $"{Path}/{field}", this) : [];
}

/// <summary>A piece of advice.</summary>
/// <param name="Path">As the service writes places.</param>
sealed record Advised(Problem Problem, string Path);
