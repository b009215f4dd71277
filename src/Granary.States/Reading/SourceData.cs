using System.Diagnostics;
using Granary.Model.Json;
using Granary.States.Values;

namespace Granary.States.Reading;

/// <summary>Values of a definition without their places.</summary>
static class SourceData
{
    public static Data From(JsonSource source) => source switch
    {
        JsonObjectSource o => new DataObject([.. o.Members.Select(m => KeyValuePair.Create(m.Key, From(m.Value)))]),
        JsonArraySource a => new DataArray([.. a.Items.Select(From)]),
        JsonTextSource t => t.Value,
        JsonNumberSource n => new DataNumber(n.Text),
        JsonBooleanSource b => Data.From(b.Value),
        JsonNullSource => Data.Null,
        _ => throw new UnreachableException(),
    };

    /// <param name="place">Such as <c>/a/0/b</c>; keys that hold a slash give the nearest value above.</param>
    public static JsonSource Find(JsonSource source, string place)
    {
        foreach (var part in place.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = source switch
            {
                JsonObjectSource o => o.Find(part)?.Value,
                JsonArraySource a when int.TryParse(part, out var at) && at < a.Items.Count => a.Items[at],
                _ => null,
            };
            if (next is null)
                break;
            source = next;
        }

        return source;
    }
}
