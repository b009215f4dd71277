using Granary.Model;
using Granary.Model.Json;

namespace Granary.States.Reading;

/// <summary>A part inside a state sees the variables around it and may not set one of the same name.</summary>
/// <remarks>
/// Source: Step Functions developer guide, "Passing data between states with variables", scope. A distributed map does not see them at all.
/// </remarks>
sealed class VariableScopes(Report report)
{
    public void Check(JsonObjectSource graph) => Check(graph, "", []);

    void Check(JsonObjectSource graph, string path, HashSet<string> outer)
    {
        var states = Objects(graph, "States").ToList();
        var own = new HashSet<string>(outer, StringComparer.Ordinal);
        foreach (var (name, state) in states)
        {
            foreach (var (assigned, place) in Assigned(state, $"{path}/States/{name}"))
            {
                if (!outer.Contains(assigned.Key))
                    own.Add(assigned.Key);
                else
                    report.Add(
                        new(
                            "GR2067", ProblemKind.Usage,
                            $"State '{name}' sets '{assigned.Key}', which is a variable of the states around it.",
                            "Choose another name.", assigned.Where),
                        place);
            }
        }

        foreach (var (name, state) in states)
        {
            foreach (var (part, place) in Parts(state, $"{path}/States/{name}"))
                Check(part, place, IsDistributed(part) ? [] : own);
        }
    }

    static IEnumerable<(JsonObjectSource Part, string Place)> Parts(JsonObjectSource state, string path)
    {
        foreach (var branch in Items(state, "Branches", path))
            yield return branch;
        foreach (var field in (string[])["ItemProcessor", "Iterator"])
        {
            if (state.Find(field)?.Value is JsonObjectSource processor)
                yield return (processor, $"{path}/{field}");
        }
    }

    static bool IsDistributed(JsonObjectSource part) =>
        part.Find("ProcessorConfig")?.Value is JsonObjectSource config
        && config.Find("Mode")?.Value is JsonTextSource { Value: "DISTRIBUTED" };

    static IEnumerable<((string Key, FilePosition Where), string Place)> Assigned(JsonObjectSource state, string path)
    {
        IEnumerable<(JsonObjectSource Source, string Place)> all =
        [
            (state, path),
            .. Items(state, "Choices", path),
            .. Items(state, "Catch", path),
        ];
        foreach (var (source, place) in all)
        {
            foreach (var member in (source.Find("Assign")?.Value as JsonObjectSource)?.Members ?? [])
                yield return (
                    (member.Key.EndsWith(".$", StringComparison.Ordinal) ? member.Key[..^2] : member.Key, member.Where), $"{place}/Assign");
        }
    }

    static IEnumerable<(JsonObjectSource Item, string Place)> Items(JsonObjectSource source, string list, string path) =>
        ((source.Find(list)?.Value as JsonArraySource)?.Items ?? [])
            .Select((item, i) => (Item: item as JsonObjectSource, Place: $"{path}/{list}[{i}]"))
            .Where(i => i.Item is not null)
            .Select(i => (i.Item!, i.Place));

    static IEnumerable<(string Key, JsonObjectSource Value)> Objects(JsonObjectSource source, string member) =>
        ((source.Find(member)?.Value as JsonObjectSource)?.Members ?? [])
            .Where(m => m.Value is JsonObjectSource)
            .Select(m => (m.Key, (JsonObjectSource)m.Value));
}
