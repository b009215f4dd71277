using System.Globalization;
using System.Text.Json;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>The items of JSON texts.</summary>
static class JsonItems
{
    /// <param name="pointer">A JSON Pointer to the list, or to the object whose members are the items; null when the whole text is the
    /// list.</param>
    /// <exception cref="ItemsException">Not JSON, or not a list.</exception>
    public static MapItems Read(string text, string? pointer, string source)
    {
        var whole = Parse(text);
        if (pointer is null)
            return whole is DataArray ? MapItems.From(whole, source)! : throw NotIterable();
        var found = Find(whole, pointer) ?? throw new ItemsException($"The ItemsPointer '{pointer}' could not be found in the file.");
        return MapItems.From(found, source) ?? throw NotIterable();
    }

    /// <summary>A value a line; blank lines are passed over.</summary>
    /// <exception cref="ItemsException">A line is not JSON.</exception>
    public static IEnumerable<Data> ReadLines(string text) =>
        text.Split('\n').Select(line => line.Trim('\r', ' ', '\t', '\uFEFF')).Where(line => line.Length > 0).Select(Parse);

    static ItemsException NotIterable() => new("Attempting to map over non-iterable node.");

    /// <remarks>Source: RFC 6901.</remarks>
    static Data? Find(Data value, string pointer)
    {
        foreach (
            var part in pointer
                .Split('/')
                .Skip(1)
                .Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var next = value switch
            {
                DataObject o => o.Find(part),
                DataArray a when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < a.Count => a[at],
                _ => null,
            };
            if (next is null)
                return null;
            value = next;
        }

        return value;
    }

    static Data Parse(string text)
    {
        try
        {
            return Data.Parse(text.TrimStart('\uFEFF'));
        }
        catch (JsonException e)
        {
            throw new ItemsException($"The file is not valid JSON: {e.Message}");
        }
    }
}

/// <summary>The items of a map cannot be had.</summary>
sealed class ItemsException(string message) : Exception(message);
