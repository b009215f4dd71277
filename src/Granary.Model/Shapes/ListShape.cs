using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

sealed class ListShape<T>(Shape<T> item) : Shape<IReadOnlyList<T>>
{
    /// <summary>Whether a list of one may be written without its brackets.</summary>
    public bool OneNeedsNoBrackets { get; init; }

    /// <summary>Whether the list may have no items.</summary>
    public bool MayBeEmpty { get; init; } = true;

    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (source is not JsonArraySource list)
        {
            if (OneNeedsNoBrackets && source is not JsonNullSource)
                return TryReadItems([source], _ => reading, out value);
            reading.ReportKind(source, "a list");
            return false;
        }

        if (list.Items.Count > 0 || MayBeEmpty)
            return TryReadItems(list.Items, reading.Item, out value);
        reading.Report(reading.Codes.Blank, $"{reading.Name} has no items.", source.Where);
        return false;
    }

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (!MayBeEmpty)
            list.Add("minItems", 1);
        return OneNeedsNoBrackets ? new() { ["anyOf"] = new JsonArray(item.Schema(), list) } : list;
    }

    public override JsonNode? Write(IReadOnlyList<T> value) => new JsonArray([.. value.Select(item.Write)]);

    bool TryReadItems(IReadOnlyList<JsonSource> sources, Func<int, Reading> readingOf, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        var items = new List<T>(sources.Count);
        for (var i = 0; i < sources.Count; i++)
        {
            var reading = readingOf(i);
            if (sources[i] is JsonTextSource { Value: var text } && string.IsNullOrWhiteSpace(text) && !item.TakesBlank)
                reading.Report(reading.Codes.Blank, $"{reading.Name} is blank.", sources[i].Where);
            else if (item.TryRead(sources[i], reading, out var read))
                items.Add(read);
        }

        value = items.Count == sources.Count ? items : null;
        return value is not null;
    }
}
