using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <param name="make">Asks the reader for every key of the set. May return null after a failure.</param>
sealed class ObjectShape<T>(KeySet keys, Func<ObjectReader, T?> make) : Shape<T>
    where T : class
{
    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        if (source is not JsonObjectSource members)
        {
            reading.ReportKind(source, "an object");
            return false;
        }

        var known = keys.Check(members, reading);
        var reader = new ObjectReader(members, keys, reading);
        var made = make(reader);
        reader.Finish();
        value = reader.HasFailed ? null : made;
        return known && value is not null;
    }

    public override JsonObject Schema() => keys.Schema();

    public override JsonNode? Write(T value) => null;

    /// <summary>The schema of a whole file of this shape.</summary>
    public JsonObject FileSchema(string title)
    {
        var schema = keys.Schema(isFile: true);
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", title);
        return schema;
    }
}
