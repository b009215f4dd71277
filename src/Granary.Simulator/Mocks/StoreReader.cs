using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Model;
using Granary.Model.Json;
using Granary.Platform.Items;

namespace Granary.Simulator.Mocks;

/// <summary>Reads the parts of mocks that hold something: buckets, items, secrets.</summary>
sealed class StoreReader(MockSet mocks, ICollection<Problem> problems)
{
    /// <returns>Whether there is such a part.</returns>
    public bool TryRead(JsonMember part)
    {
        Action<JsonMember>? read = part.Key switch
        {
            "buckets" => ReadBucket,
            "items" => ReadTable,
            "secrets" => secret => mocks.Secrets[secret.Key] = Text(secret.Value),
            _ => null,
        };
        if (read is not null)
            Members(part.Value, $"'{part.Key}' of the mocks").ToList().ForEach(read);
        return read is not null;
    }

    void ReadBucket(JsonMember bucket)
    {
        var contents = mocks.Buckets[bucket.Key] = new(StringComparer.Ordinal);
        foreach (var stored in Members(bucket.Value, $"The bucket '{bucket.Key}' of the mocks"))
            contents[stored.Key] = Text(stored.Value);
    }

    /// <summary>A list of items, or an object that says the key too.</summary>
    void ReadTable(JsonMember table)
    {
        var items = table.Value;
        List<string>? key = null;
        if (table.Value is JsonObjectSource whole)
        {
            foreach (var other in whole.Members.Where(m => m.Key is not ("key" or "items")))
                problems.Add(
                    new("GR4101", ProblemKind.Usage,
                        $"The table '{table.Key}' of the mocks has no '{other.Key}'.", "It may have key, items.", other.Where));
            key = whole.Find("key") is { } names ? [.. List(names.Value).OfType<JsonTextSource>().Select(n => n.Value)] : null;
            if (key is { Count: 0 or > 2 })
                problems.Add(
                    new(
                        "GR4101", ProblemKind.Usage,
                        $"'key' of the table '{table.Key}' of the mocks must name one or two attributes.",
                        """Write "key": ["id"].""",
                        whole.Find("key")!.Where));
            items = whole.Find("items")?.Value;
        }

        mocks.Items[table.Key] = (key, [.. List(items).Select(i => Item(i, table.Key)).OfType<JsonObject>()]);
    }

    JsonObject? Item(JsonSource source, string table)
    {
        if (JsonSourceNode.From(source) is not JsonObject written)
        {
            problems.Add(
                new("GR4101", ProblemKind.Usage,
                    $"An item of the table '{table}' of the mocks must be an object, not {source.Kind}.", null, source.Where));
            return null;
        }

        try
        {
            return PlainItem.Read(written);
        }
        catch (ItemsException e)
        {
            problems.Add(
                new("GR4101", ProblemKind.Usage,
                    $"An item of the table '{table}' of the mocks is none that DynamoDB keeps: {e.Message}", null, source.Where));
            return null;
        }
    }

    /// <summary>JSON stands for its text.</summary>
    static string Text(JsonSource source) =>
        source is JsonTextSource text ? text.Value : JsonSourceNode.From(source)?.ToJsonString(JsonSourceNode.Plain) ?? "null";

    static IReadOnlyList<JsonSource> List(JsonSource? source) => source switch
    {
        null or JsonNullSource => [],
        JsonArraySource list => list.Items,
        _ => [source],
    };

    IReadOnlyList<JsonMember> Members(JsonSource source, string owner)
    {
        if (source is JsonObjectSource o)
            return o.Members;
        if (source is not (JsonNullSource or JsonArraySource { Items.Count: 0 }))
            problems.Add(new("GR4101", ProblemKind.Usage, $"{owner} must be an object, not {source.Kind}.", null, source.Where));
        return [];
    }
}
