using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>A table and the rules for its keys.</summary>
/// <param name="Key">The names of the partition key and, when there are two, the sort key. Empty when they are not declared.</param>
/// <param name="IsTextKey">Whether key attributes are known to be text.</param>
/// <param name="HasAnyIndex">Whether a query may name any index, because the indexes are not declared.</param>
public sealed record ItemTable(string Name, IReadOnlyList<string> Key, bool IsTextKey, bool HasAnyIndex)
{
    /// <summary>The key attributes of an item in the table's own order, as one text.</summary>
    public string KeyTextOf(JsonObject item) => KeyOf(item).ToJsonString();

    public JsonObject KeyOf(JsonObject item) =>
        new(Key.Where(item.ContainsKey).Select(name => KeyValuePair.Create(name, item[name]?.DeepClone())));

    /// <summary>A table whose key is not declared has the item's first attribute for its key.</summary>
    public ItemTable KeyedBy(JsonObject item) => Key.Count > 0 || item.Count == 0 ? this : this with { Key = [item.First().Key] };

    /// <returns>The key in its stored form.</returns>
    /// <exception cref="ItemsException">The key does not fit the table.</exception>
    public JsonObject ReadKey(JsonObject written)
    {
        const string Mismatch = "The provided key element does not match the schema";
        var key = AttributeValue.ReadAll(written);
        if (key.Count != Key.Count || !Key.All(key.ContainsKey))
            throw ItemsException.Validation(Mismatch);
        CheckKey(key, (_, _) => Mismatch);
        return key;
    }

    /// <returns>The item in its stored form.</returns>
    /// <exception cref="ItemsException">It lacks its key, or has a value that is not valid.</exception>
    public JsonObject ReadItem(JsonObject written)
    {
        var item = AttributeValue.ReadAll(written);
        if (Key.FirstOrDefault(k => !item.ContainsKey(k)) is { } missing)
            throw ItemsException.Validation($"One or more parameter values were invalid: Missing the key {missing} in the item");
        CheckKey(
            item,
            (name, actual) => $"One or more parameter values were invalid: Type mismatch for key {name} expected: S actual: {actual}");
        return item;
    }

    void CheckKey(JsonObject item, Func<string, string, string> mismatch)
    {
        foreach (var name in Key)
        {
            var type = AttributeValue.TypeOf(item[name]!);
            if (type is not ("S" or "N" or "B") || (IsTextKey && type != "S"))
                throw ItemsException.Validation(mismatch(name, type));
            if (type is "S" or "B" && AttributeValue.TextOf(item[name]!).Length == 0)
            {
                throw ItemsException.Validation(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
                    + $"value. Key: {name}");
            }
        }
    }
}
