using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Model.Datasets;

namespace Granary.Model.Schemas;

/// <summary>
/// The JSON Schemas (draft 7) of the files that authors write, for editors. They come from the descriptions that the readers use.
/// </summary>
public static class JsonSchemas
{
    static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static SchemaFile Dataset =>
        Write("dataset", DatasetKeys.Shape.FileSchema("Granary dataset: projects/FOLDER/datasets/TABLE.json"));

    /// <param name="subject">Becomes the name: <c>SUBJECT.schema.json</c>.</param>
    public static SchemaFile Write(string subject, JsonObject schema)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Layout))
            schema.WriteTo(writer);
        return new($"{subject}.schema.json", Encoding.UTF8.GetString(bytes.ToArray()) + "\n");
    }
}

/// <param name="Name">Without a folder: <c>dataset.schema.json</c>.</param>
/// <param name="Text">JSON with two blanks a level and a line end at its end.</param>
public sealed record SchemaFile(string Name, string Text);
