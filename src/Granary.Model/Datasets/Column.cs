using System.Text.Json;
using System.Text.Json.Serialization;

namespace Granary.Model.Datasets;

/// <summary>A column of a table.</summary>
public sealed record Column(string Name, ColumnType Type);

/// <summary>Types as dataset files spell them.</summary>
public sealed class ColumnTypeJson : JsonConverter<ColumnType>
{
    /// <exception cref="JsonException">The text is not a column type.</exception>
    public override ColumnType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return ColumnType.Parse(text, new("", 1, 1), []) ?? throw new JsonException($"\"{text}\" is not a column type.");
    }

    public override void Write(Utf8JsonWriter writer, ColumnType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
