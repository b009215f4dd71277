using System.Text.Json.Nodes;

namespace Granary.Emulator.Items;

/// <summary>
/// Where tables keep their items: the home's file, or memory that mocks have filled. Items are DynamoDB JSON in its shortest form.
/// </summary>
interface IItemStore
{
    /// <param name="named">The key attributes that a request names, if it does; a table of which nobody has said the key takes them for its
    /// key.</param>
    /// <returns>Null when there is no such table.</returns>
    ItemTable? FindTable(string name, IReadOnlyList<string>? named = null);

    /// <param name="key">The text that <see cref="ItemTable.KeyTextOf"/> gives.</param>
    JsonObject? Find(ItemTable table, string key);

    /// <returns>All items, in an order that holds until the next write.</returns>
    IEnumerable<JsonObject> All(ItemTable table);

    /// <summary>Writes an item, in the place of one with its key.</summary>
    void Put(ItemTable table, string key, JsonObject item);

    void Remove(ItemTable table, string key);

    /// <summary>Does all of the work or nothing of it.</summary>
    void Atomically(Action work);
}

/// <param name="Key">The names of the partition key and, when there are two, the sort key.</param>
/// <param name="IsTextKey">Whether key attributes are known to be text.</param>
/// <param name="HasAnyIndex">Whether a query may name any index: nobody has said which there are.</param>
sealed record ItemTable(string Name, IReadOnlyList<string> Key, bool IsTextKey, bool HasAnyIndex)
{
    /// <summary>The key attributes of an item in the table's own order, as one text.</summary>
    public string KeyTextOf(JsonObject item) => KeyOf(item).ToJsonString();

    public JsonObject KeyOf(JsonObject item) =>
        new(Key.Where(item.ContainsKey).Select(name => KeyValuePair.Create(name, item[name]?.DeepClone())));
}
