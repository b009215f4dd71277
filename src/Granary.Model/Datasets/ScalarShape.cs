using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>A value of a column: a number, text, true or false. What it is worth is known with the column's type.</summary>
sealed class ScalarShape : Shape<JsonSource>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out JsonSource value)
    {
        value = source is JsonTextSource or JsonNumberSource or JsonBooleanSource ? source : null;
        if (value is null)
            reading.ReportKind(source, "a value");
        return value is not null;
    }

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    public override JsonNode? Write(JsonSource value) => null;
}
