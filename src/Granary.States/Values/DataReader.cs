using System.Text;
using System.Text.Json;

namespace Granary.States.Values;

/// <summary>Reads JSON text strictly; of a repeated key the last value stays.</summary>
static class DataReader
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    public static JsonDocumentOptions NodeOptions { get; } = new() { MaxDepth = 1000 };

    public static Data Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Options);
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read(); // throws on anything after the value
            return value;
        }
        catch (InvalidOperationException e)
        {
            // How the reader answers to half of a surrogate pair.
            throw new JsonException("A text holds an escape that stands for no character.", e);
        }
    }

    static Data ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => new DataText(reader.GetString()!),
        JsonTokenType.Number => new DataNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => Data.True,
        JsonTokenType.False => Data.False,
        _ => Data.Null,
    };

    static DataObject ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, Data>>();
        HashSet<string>? seen = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            var value = ReadValue(ref reader);
            seen ??= new(StringComparer.Ordinal);
            if (seen.Add(key))
                members.Add(new(key, value));
            else
                members[members.FindIndex(m => m.Key == key)] = new(key, value);
        }

        return members.Count == 0 ? DataObject.Empty : new([.. members]);
    }

    static DataArray ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<Data>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader));
        return items.Count == 0 ? DataArray.Empty : new([.. items]);
    }
}
