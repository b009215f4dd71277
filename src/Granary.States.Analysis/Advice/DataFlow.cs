using Granary.States.Analysis.Flow;
using Granary.States.Definition;

namespace Granary.States.Analysis.Advice;

/// <summary>
/// Finds paths that lead nowhere on some way through a machine. What the execution is given, and what tasks answer, may hold anything;
/// so a path is told of when it leads into something that the machine made itself, or to what a state of the machine puts there and the way
/// goes past it.
/// </summary>
/// <remarks>
/// A false alarm costs more than a mistake that is not found. A member that the machine needs from its input before it first writes it is
/// the input's; conditions that exclude each other do not stand on one way; and after as many situations as are looked at here nothing more
/// is said.
/// </remarks>
sealed class DataFlow
{
    const int MostSituations = 1_000;

    readonly List<FollowedPath> _followed = [];
    readonly HashSet<string> _madeHere = new(StringComparer.Ordinal);
    readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    readonly Steps _steps;
    int _looked;

    DataFlow() => _steps = new(Inside, _followed.Add)
    {
        WhenWritten = (name, wasNeeded) =>
        {
            if (!wasNeeded)
                _madeHere.Add(name);
        },
    };

    public static IEnumerable<Advised> Advise(StateMachineDefinition definition, IReadOnlyList<WrittenState> states)
    {
        var flow = new DataFlow();
        flow.Run(definition, Situation.Start);
        var byName = states.DistinctBy(s => s.State.Name).ToDictionary(s => s.State.Name, StringComparer.Ordinal);
        var unreachable = flow.Unreachable(definition);
        return
        [
            .. flow.Missing().Where(f => byName.ContainsKey(f.State)).Select(f => Tell(f, byName[f.State])),
            .. states.Where(s => unreachable.Contains(s.State.Name) && flow.IsBorder(s)).Select(s => s.Advise(
                "GR2087", $"No run comes to state '{s.State.Name}': the conditions on the way there never hold.",
                "Ask for what can be: a member that Parameters, ItemSelector or ResultPath always set is always present.", "")),
        ];
    }

    /// <summary>The states that no run can come to, as far as that is sure.</summary>
    public static IReadOnlySet<string> UnreachableOf(StateMachineDefinition definition)
    {
        var flow = new DataFlow();
        flow.Run(definition, Situation.Start);
        return flow.Unreachable(definition);
    }

    /// <summary>Past choices that were seen through; any other way on counts as one that a run may take.</summary>
    HashSet<string> Unreachable(StateMachineDefinition definition)
    {
        var graphs = StateGraphs(definition).ToList();
        if (_looked > MostSituations)
            return [];
        var doubtful = _followed
            .Where(f => f.Found is Found.Excluded or Found.Nowhere)
            .Select(f => f.State)
            .ToHashSet(StringComparer.Ordinal);
        var byName = graphs.SelectMany(g => g.States).DistinctBy(s => s.Name).ToDictionary(s => s.Name, StringComparer.Ordinal);
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([definition.StartAt]));
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name) || !byName.TryGetValue(name, out var state))
                continue;
            var isSeenThrough = state is ChoiceState && _reached.Contains(name) && !doubtful.Contains(name);
            foreach (
                var next in state.Successors.Where(n => !isSeenThrough || _reached.Contains(n)).Concat(Inner(state).Select(g => g.StartAt)))
                open.Enqueue(next);
        }

        return [.. byName.Keys.Except(seen)];
    }

    /// <summary>Whether one could come to a state from one that is reached.</summary>
    bool IsBorder(WrittenState state) => state.Graph.States.Any(s => _reached.Contains(s.Name) && s.Successors.Contains(state.State.Name));

    static IEnumerable<StateGraph> StateGraphs(StateGraph graph) => graph.States.SelectMany(Inner).SelectMany(StateGraphs).Prepend(graph);

    static IEnumerable<StateGraph> Inner(State state) => state switch
    {
        ParallelState p => p.Branches,
        MapState m => [m.Processor],
        _ => [],
    };

    IEnumerable<FollowedPath> Missing()
    {
        var written = _followed.Where(f => f.Found == Found.Written).Select(Spot).ToHashSet();
        return _followed
            .Where(f => f.Found == Found.Nowhere || (f.Found == Found.InInput && _madeHere.Contains(f.Name!) && written.Contains(Spot(f))))
            .DistinctBy(Spot);
    }

    static (string, string, string, string) Spot(FollowedPath followed) => (followed.State, followed.Field, followed.Text, followed.Path);

    static Advised Tell(FollowedPath followed, WrittenState state)
    {
        var way = string.Join(" → ", followed.Trail?.Names ?? [followed.State]);
        return followed.Found == Found.Nowhere
            ? state.Advise(
                "GR2080", $"'{followed.Path}' in state '{followed.State}' leads nowhere on the way {way}: nothing there has made it.",
                "The execution fails there with States.Runtime, which nothing catches. Make the value on every way, or ask with IsPresent "
                    + "before.", followed.Field, followed.Text)
            : state.Advise(
                "GR2080", $"'{followed.Path}' in state '{followed.State}' is not made on the way {way}: the states that write "
                    + $"'$.{followed.Name}' are not on it.",
                "Unless the execution's input holds it, the execution fails there with States.Runtime, which nothing catches. Make the "
                    + "value on every way, or ask with IsPresent before.",
                followed.Field, followed.Text);
    }

    /// <returns>The situations in which the states end.</returns>
    List<Situation> Run(StateGraph graph, Situation start)
    {
        var (ends, seen, open) = (
            new List<Situation>(), new HashSet<string>(StringComparer.Ordinal), new Queue<(string State, Situation At)>());
        open.Enqueue((graph.StartAt, start));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add($"{next.State}|{next.At.Key}") || graph.Find(next.State) is not { } state)
                continue;
            _reached.Add(next.State);
            if (++_looked > MostSituations)
                return [start with { Data = Shape.Anything }];
            foreach (var way in _steps.From(state, next.At))
            {
                if (way.Edge.To is { } to)
                    open.Enqueue((to, way.After));
                else if (way.Error is null)
                    ends.Add(way.After);
            }
        }

        return ends;
    }

    /// <summary>All ways through a part come together behind it.</summary>
    IEnumerable<(Situation After, string? Error)> Inside(StateGraph graph, Situation start)
    {
        var ends = Run(graph, start);
        if (ends.Count == 0)
            return []; // none of its ways comes to an end; what follows is not reached
        var isOne = ends.TrueForAll(e => e.Data.Key == ends[0].Data.Key);
        return [(start with { Data = isOne ? ends[0].Data : Shape.Anything }, null)];
    }
}
