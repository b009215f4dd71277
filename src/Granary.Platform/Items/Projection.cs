using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>The parts of an item that a ProjectionExpression asks for.</summary>
public sealed record Projection(IReadOnlyList<DocumentPath> Paths)
{
    /// <summary>The attributes and the parts of them that are there; of lists the members asked for, without gaps.</summary>
    public JsonObject Of(JsonObject item) => Members(item, Paths.Select(p => p.Steps));

    static JsonObject Members(JsonObject map, IEnumerable<IEnumerable<object>> ways)
    {
        var parts = new JsonObject();
        foreach (var group in ways.GroupBy(w => w.First()))
        {
            if (group.Key is string name && map[name] is { } value && Part(value, group.Select(w => w.Skip(1))) is { } part)
                parts[name] = part;
        }

        return parts;
    }

    /// <returns>Null when nothing that is asked for is there.</returns>
    static JsonNode? Part(JsonNode value, IEnumerable<IEnumerable<object>> ways)
    {
        if (ways.Any(w => !w.Any()))
            return value.DeepClone();
        if (AttributeValue.TypeOf(value) == "M")
            return Members(AttributeValue.ContentOf(value)!.AsObject(), ways) is { Count: > 0 } map ? AttributeValue.Of("M", map) : null;
        if (AttributeValue.TypeOf(value) != "L")
            return null;
        var list = AttributeValue.ContentOf(value)!.AsArray();
        var parts = ways.Where(w => w.First() is int index && index < list.Count).GroupBy(w => (int)w.First()).OrderBy(g => g.Key)
            .Select(g => Part(list[g.Key]!, g.Select(w => w.Skip(1)))).Where(p => p is not null).ToArray();
        return parts.Length > 0 ? AttributeValue.Of("L", new JsonArray(parts)) : null;
    }
}
