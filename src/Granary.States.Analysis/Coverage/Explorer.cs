using System.Collections.Immutable;
using Granary.States.Analysis.Advice;
using Granary.States.Analysis.Flow;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Analysis.Coverage;

/// <summary>A run that entered states which no run before it did, or took a catcher that none had taken.</summary>
/// <param name="Entered">The states, in the order in which they were first entered.</param>
/// <param name="Catchers">As <c>STATE/0</c>: the catchers that it took.</param>
public sealed record CoverageRun(
    ExecutionStatus Status, string? Error, string? Cause, IReadOnlyList<string> Entered, IReadOnlyList<string> Catchers);

/// <summary>Which states and catchers of a machine can be reached by choosing its input and what its tasks answer.</summary>
/// <param name="States">Those that some run may come to.</param>
/// <param name="Unreachable">Those that no run comes to, because conditions on the way there never hold.</param>
/// <param name="Catchers">Those of <paramref name="States"/>.</param>
/// <param name="Runs">The first one ends well where one can.</param>
public sealed record StateCoverage(
    IReadOnlyList<string> States, IReadOnlyList<string> Unreachable, IReadOnlyList<string> Catchers, IReadOnlyList<CoverageRun> Runs)
{
    public IReadOnlyList<string> NotEntered => [.. States.Except(Runs.SelectMany(r => r.Entered))];

    public IReadOnlyList<string> NotTaken => [.. Catchers.Except(Runs.SelectMany(r => r.Catchers))];
}

/// <summary>
/// Looks for runs that together enter every state and take every catcher: follows ways through the machine in shapes, chooses an input and
/// answers with which an execution takes such a way, and runs it. What counts is what the run did.
/// </summary>
public sealed class Explorer
{
    const int MostVisits = 3;
    const int MostSteps = 4_000;

    /// <summary>How many ways over one edge are tried before it is given up.</summary>
    const int MostTries = 6;

    readonly Dictionary<string, StateGraph> _graphOf = new(StringComparer.Ordinal);
    readonly HashSet<Edge> _done = [];
    readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    readonly Dictionary<Edge, int> _failed = [];
    readonly Steps _steps;
    int _taken;

    Explorer(StateMachineDefinition definition)
    {
        Index(definition);
        _steps = new(Inside, _ => { }) { HasOneIteration = true };
    }

    public static StateCoverage Explore(StateMachineDefinition definition, StateMachineType type)
    {
        definition = definition with { States = [.. definition.States.Select(Inline)] };
        var explorer = new Explorer(definition);
        var runs = new List<CoverageRun>();
        while (explorer.Next(definition) is { } end)
        {
            var run = explorer.Rehearse(definition, type, end);
            if (run.Entered.Concat(run.Catchers).Except(runs.SelectMany(r => r.Entered.Concat(r.Catchers))).Any())
                runs.Add(run);
        }

        var unreachable = DataFlow.UnreachableOf(definition);
        List<string> reachable = [.. explorer._graphOf.Keys.Where(s => !unreachable.Contains(s))];
        var work = reachable.Select(s => explorer._graphOf[s].Get(s)).OfType<WorkState>();
        return new(reachable, [.. unreachable], [.. work.SelectMany(w => w.Catch.Index().Select(c => $"{w.Name}/{c.Index}"))], runs);
    }

    CoverageRun Rehearse(StateMachineDefinition definition, StateMachineType type, Situation end)
    {
        var rehearsal = new Rehearsal(new(end));
        var result = rehearsal.Run(definition, type);
        var entered = rehearsal.Entered.Distinct().ToList();

        // What shapes do not say, such as what functions make of values, can lead a run another way; then only what was entered counts.
        var isAsPlanned = end.Edges.Select(e => e.To).OfType<string>().All(entered.Contains) && result.Error != ErrorNames.Runtime;
        _tried.Add(KeyOf(end));
        foreach (var edge in end.Edges.Distinct())
        {
            if (isAsPlanned)
                _done.Add(edge);
            else
                _failed[edge] = _failed.GetValueOrDefault(edge) + 1;
        }

        return new(
            result.Status, result.Error, result.Cause, entered,
            isAsPlanned ? [.. end.Edges.Where(e => e.Kind == "catch").Select(e => $"{e.From}/{e.Number}").Distinct()] : []);
    }

    /// <returns>The end of a way that takes an edge which none has taken; null when there is none left, or none was found.</returns>
    Situation? Next(StateMachineDefinition definition)
    {
        _taken = 0;
        var start = Situation.Start with { Visits = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal) };
        return Ways(definition, definition.StartAt, start)
            .Select(e => e.After)
            .FirstOrDefault(e => e.Edges.Exists(IsNew) && !_tried.Contains(KeyOf(e)));
    }

    bool IsNew(Edge edge) => !_done.Contains(edge) && _failed.GetValueOrDefault(edge) < MostTries;

    static string KeyOf(Situation end) => $"{end.IsHuge}{string.Join(';', end.Edges)}";

    IEnumerable<(Situation After, string? Error)> Ways(StateGraph graph, string name, Situation at)
    {
        if (at.Visits!.GetValueOrDefault(name) >= MostVisits || ++_taken > MostSteps)
            yield break;
        foreach (var way in Sorted(graph.Get(name), at))
        {
            // A failure that nothing catches is of interest where something around it may.
            if (way.Edge.Kind == "fail" && graph is StateMachineDefinition && graph.Get(name) is TaskState)
                continue;
            var after = way.After with { Edges = way.After.Edges.Add(way.Edge) };
            if (way.Edge.To is null)
            {
                yield return (after, way.Error);
                continue;
            }

            // Behind states that hold others, and are looked at from inside, there may be more.
            if (graph is StateMachineDefinition && !after.Edges.Exists(IsNew) && !LeadsToNew(way.Edge.To))
                continue;
            foreach (var end in Ways(graph, way.Edge.To, after))
                yield return end;
        }
    }

    /// <summary>First the ways that lead to something new, then those that end soon.</summary>
    /// <remarks>States that hold others have ways without number; they are taken as they come.</remarks>
    IEnumerable<Way> Sorted(State state, Situation at)
    {
        var ways = _steps.From(state, at);
        return state is MapState or ParallelState ? ways : ways.ToList().OrderBy(w => Rank(w.Edge));
    }

    int Rank(Edge edge)
    {
        if (IsNew(edge))
            return edge.Kind is "catch" or "fail" ? 1 : 0;
        return edge.To is { } to && LeadsToNew(to) ? 2 : edge.Kind is "catch" or "fail" ? 4 : 3;
    }

    bool LeadsToNew(string from)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([from]));
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name))
                continue;
            if (EdgesOf(name).Any(IsNew))
                return true;
            foreach (var next in _graphOf[name].Get(name) is var state ? state.Successors.Concat(Inner(state).Select(g => g.StartAt)) : [])
                open.Enqueue(next);
        }

        return false;
    }

    IEnumerable<Edge> EdgesOf(string name)
    {
        var state = _graphOf[name].Get(name);
        if (state is StepState step)
            yield return new(name, "next", 0, step.Next);
        if (state is WorkState work)
        {
            for (var i = 0; i < work.Catch.Count; i++)
                yield return new(name, "catch", i, work.Catch[i].Next);
        }

        if (state is not ChoiceState choice)
            yield break;
        for (var i = 0; i < choice.Choices.Count; i++)
            yield return new(name, "choice", i, choice.Choices[i].Next);
        if (choice.Default is not null)
            yield return new(name, "default", 0, choice.Default);
    }

    IEnumerable<(Situation After, string? Error)> Inside(StateGraph graph, Situation start) => Ways(graph, graph.StartAt, start);

    void Index(StateGraph graph)
    {
        foreach (var state in graph.States)
        {
            _graphOf[state.Name] = graph;
            foreach (var inner in Inner(state))
                Index(inner);
        }
    }

    /// <summary>Distributed maps as inline ones: their iterations would be executions of their own, whose states nobody sees.</summary>
    static State Inline(State state) => state switch
    {
        ParallelState p => p with { Branches = [.. p.Branches.Select(b => b with { States = [.. b.States.Select(Inline)] })] },
        MapState { Processor.IsDistributed: true } m => Inline(m),
        MapState m => m with { Processor = Inside(m) },
        _ => state,
    };

    /// <summary>Items that come from elsewhere are in the input, and results that go elsewhere are told of as the service does.</summary>
    static MapState Inline(MapState map) =>
        map with
        {
            Processor = Inside(map) with { IsDistributed = false },
            Reader = null,
            ItemsPath =
                map.Reader is null && map.Batcher is null
                    ? map.ItemsPath
                    : JsonPath.Parse($"$$.Execution.Input['items of {map.Name.Replace("'", "", StringComparison.Ordinal)}']"),
            ItemSelector = map.Batcher is null ? map.ItemSelector : null,
            Batcher = null,
            Writer = null,
            ResultSelector = map.Writer is null ? map.ResultSelector : map.ResultSelector ?? Written,
        };

    static ItemProcessor Inside(MapState map) => map.Processor with { States = [.. map.Processor.States.Select(Inline)] };

    static Template Written { get; } =
        Template.Parse(Data.Parse("""{"MapRunArn": "sample", "ResultWriterDetails": {"Bucket": "sample", "Key": "sample"}}"""));

    static IEnumerable<StateGraph> Inner(State state) => state switch
    {
        ParallelState p => p.Branches,
        MapState m => [m.Processor],
        _ => [],
    };
}
