using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Something that has a value for an item. A closed set.</summary>
public abstract record Operand
{
    Operand() { }

    public sealed record At(DocumentPath Path) : Operand;

    public sealed record Fixed(JsonObject Value) : Operand;

    /// <summary><c>size(path)</c>.</summary>
    public sealed record SizeOf(DocumentPath Path) : Operand;

    /// <returns>Null when the item has no such value.</returns>
    public JsonNode? ValueIn(JsonObject item) => this switch
    {
        At a => a.Path.Find(item),
        Fixed f => f.Value,
        SizeOf s => s.Path.Find(item) is { } value && AttributeValue.SizeOf(value) is { } size ? AttributeValue.Of("N", $"{size}") : null,
        _ => throw new UnreachableException(),
    };
}
