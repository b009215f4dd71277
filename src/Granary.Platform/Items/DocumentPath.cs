using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>A way into an item: the name of an attribute, then names and positions.</summary>
/// <param name="Steps">Texts and whole numbers; the first one is a text.</param>
public sealed record DocumentPath(IReadOnlyList<object> Steps)
{
    public string Attribute => (string)Steps[0];

    /// <returns>The attribute's value, or null when it is not there.</returns>
    public JsonNode? Find(JsonObject item)
    {
        var value = item[Attribute];
        foreach (var step in Steps.Skip(1))
            value = value is null ? null : Inside(value, step);
        return value;
    }

    /// <returns>The value that holds the last step, or null when that is not there.</returns>
    public JsonNode? FindParent(JsonObject item) => new DocumentPath([.. Steps.SkipLast(1)]).Find(item);

    /// <summary>Whether one of the two lies in the other, or is it.</summary>
    public bool Overlaps(DocumentPath other) => Steps.Zip(other.Steps).All(p => p.First.Equals(p.Second));

    /// <summary>As the service writes it in errors: <c>[a, b, [0]]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Steps.Select(s => s is int index ? $"[{index}]" : s))}]";

    static JsonNode? Inside(JsonNode value, object step) => (AttributeValue.TypeOf(value), step) switch
    {
        ("M", string name) => AttributeValue.ContentOf(value)!.AsObject()[name],
        ("L", int index) => AttributeValue.ContentOf(value)!.AsArray() is var list && index < list.Count ? list[index] : null,
        _ => null,
    };
}
