using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>What a JSON value must look like and what it becomes. Both the reading of files and their JSON Schemas come from it.</summary>
abstract class Shape<T>
{
    /// <summary>Whether null is a value of this shape, and not another way of leaving the key out.</summary>
    public virtual bool TakesNull => false;

    /// <summary>Whether a blank text reaches <see cref="TryRead"/>, and is not another way of leaving the key out.</summary>
    public virtual bool TakesBlank => false;

    /// <returns>False when the value will not do; what is wrong with it has then been reported.</returns>
    public abstract bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out T value);

    /// <summary>The shape in the words of JSON Schema, draft 7. A new object each time.</summary>
    public abstract JsonObject Schema();

    /// <summary>A value as a file would hold it, for the schema's "default".</summary>
    public virtual JsonNode? Write(T value) => JsonValue.Create(value);
}
