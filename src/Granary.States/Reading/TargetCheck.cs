using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;
using Granary.States.Jsonata;

namespace Granary.States.Reading;

/// <summary>Every target exists, every state can be reached, and there is an end.</summary>
sealed class TargetCheck(Fields graph, JsonObjectSource written)
{
    public void Check(string? startAt, List<State> states)
    {
        if (startAt is not null && written.Find(startAt) is null)
            Missing(graph.Find("StartAt")!.Value, "StartAt", "StartAt", startAt, graph.PathOf("StartAt"));
        foreach (var member in written.Members)
            CheckTargets(member.Value, $"{graph.Path}/States/{member.Key}", $"state '{member.Key}'");

        // A state that could not be read has unknown successors; then nothing sure can be said about the whole.
        if (states.Count < written.Members.Count || startAt is null || written.Find(startAt) is null)
            return;
        CheckReachable(startAt, states);
        if (states.Count > 0 && !states.Exists(IsEnd))
            graph.Report.Add(
                new(
                    "GR2023", ProblemKind.Usage,
                    $"{graph.Subject} has no end: no state has \"End\": true, and none is a Succeed or Fail state.", null,
                    written.Where),
                graph.PathOf("States"));
    }

    static bool IsEnd(State state) => state is SucceedState or FailState or StepState { Next: null } or JsonataState { IsEnd: true };

    void CheckReachable(string startAt, List<State> states)
    {
        var byName = states.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([startAt]);
        while (open.TryDequeue(out var name))
        {
            if (!byName.TryGetValue(name, out var state) || !seen.Add(name))
                continue;
            foreach (var next in state.Successors)
                open.Enqueue(next);
        }

        foreach (var member in written.Members.Where(m => !seen.Contains(m.Key)))
        {
            graph.Report.Add(
                new("GR2022", ProblemKind.Usage,
                    $"No way leads to state '{member.Key}'.", "Point to it from another state, or remove it.", member.Where),
                $"{graph.Path}/States/{member.Key}", "MISSING_TRANSITION_TARGET", $"State \"{member.Key}\" is not reachable.");
        }
    }

    /// <summary>Looks at the places of a state where other states are named.</summary>
    void CheckTargets(JsonSource state, string path, string owner)
    {
        if (state is not JsonObjectSource o)
            return;
        foreach (var name in (string[])["Next", "Default"])
            CheckTarget(o, name, path, owner);
        foreach (var list in (string[])["Catch", "Choices"])
        {
            var items = (o.Find(list)?.Value as JsonArraySource)?.Items ?? [];
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is JsonObjectSource item)
                    CheckTarget(item, "Next", $"{path}/{list}[{i}]", owner);
            }
        }
    }

    void CheckTarget(JsonObjectSource source, string name, string path, string owner)
    {
        if (source.Find(name)?.Value is JsonTextSource target && written.Find(target.Value) is null)
            Missing(target, name, $"'{name}' of {owner}", target.Value, $"{path}/{name}");
    }

    void Missing(JsonSource at, string field, string what, string target, string path) =>
        graph.Report.Add(
            new(
                "GR2021", ProblemKind.Usage, $"{what} points to '{target}', and there is no such state.",
                Suggestion.For(target, [.. written.Members.Select(m => m.Key)]), at.Where),
            path, "MISSING_TRANSITION_TARGET", $"Missing '{field}' target: {target}");
}
