using System.Text.Json.Nodes;
using Granary.Emulator.Items;
using Granary.Home.Resources;
using Granary.Home.Storage;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Home.Items;

/// <summary>Item tables in the home's SQLite file.</summary>
sealed class SqliteItems(Database database, AppliedResources resources) : IItems, IItemStore
{
    public Task AddAsync(string table, JsonObject item, CancellationToken cancellationToken)
    {
        Add(table, item);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(string table, JsonObject key, JsonObject attributes, CancellationToken cancellationToken)
    {
        Update(table, key, attributes);
        return Task.CompletedTask;
    }

    /// <inheritdoc cref="AddAsync"/>
    public void Add(string table, JsonObject item)
    {
        var key = KeyText(table, item);
        if (
            database.Execute(
                "INSERT INTO item (table_name, key, item) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", table, key, item.ToJsonString()) == 0
        )
            throw Taken(table, key);
    }

    /// <inheritdoc cref="UpdateAsync"/>
    public void Update(string table, JsonObject key, JsonObject attributes) => database.Transaction(() =>
    {
        var text = KeyText(table, key);
        var item = Updated(table, text, Find(table, text), key, attributes);
        database.Execute("UPDATE item SET item = ?3 WHERE table_name = ?1 AND key = ?2", table, text, item.ToJsonString());
    });

    public Task<JsonObject?> FindAsync(string table, JsonObject key, CancellationToken cancellationToken) =>
        Task.FromResult(Find(table, KeyText(table, key)));

    ItemTable? IItemStore.FindTable(string name, IReadOnlyList<string>? named) =>
        resources.Find<ItemTableResource>(name) is { } table ? new(name, table.Key, IsTextKey: true, HasAnyIndex: false) : null;

    JsonObject? IItemStore.Find(ItemTable table, string key) => Find(table.Name, key);

    IEnumerable<JsonObject> IItemStore.All(ItemTable table) =>
        database.Query(
            "SELECT item FROM item WHERE table_name = ?1 ORDER BY key", r => JsonNode.Parse(r.GetString(0))!.AsObject(), table.Name);

    void IItemStore.Put(ItemTable table, string key, JsonObject item) =>
        database.Execute("INSERT OR REPLACE INTO item (table_name, key, item) VALUES (?1, ?2, ?3)", table.Name, key, item.ToJsonString());

    void IItemStore.Remove(ItemTable table, string key) =>
        database.Execute("DELETE FROM item WHERE table_name = ?1 AND key = ?2", table.Name, key);

    void IItemStore.Atomically(Action work) => database.Transaction(work);

    internal static ItemsException Taken(string table, string key) => new($"The table {table} has an item with the key {key} already.");

    /// <returns>The item with the attributes set.</returns>
    internal static JsonObject Updated(string table, string keyText, JsonObject? item, JsonObject key, JsonObject attributes)
    {
        if (attributes.FirstOrDefault(a => key.ContainsKey(a.Key)).Key is { } name)
            throw new ItemsException($"{name} is a key attribute of the table {table}; an update cannot set it.");
        var updated = item?.DeepClone().AsObject() ?? throw new ItemsException($"The table {table} has no item with the key {keyText}.");
        foreach (var (attribute, value) in attributes)
            updated[attribute] = value?.DeepClone();
        return updated;
    }

    internal JsonObject? Find(string table, string key) =>
        database
            .Query("SELECT item FROM item WHERE table_name = ?1 AND key = ?2", r => JsonNode.Parse(r.GetString(0))!.AsObject(), table, key)
            .FirstOrDefault();

    /// <summary>The key attributes in the table's own order, as one JSON text.</summary>
    internal string KeyText(string table, JsonObject item)
    {
        var names = resources.Find<ItemTableResource>(table)?.Key ?? throw new ItemsException($"There is no table {table}.");
        var key = new JsonObject();
        foreach (var name in names)
        {
            key[name] = item[name]?.DeepClone()
                ?? throw new ItemsException($"The key attribute {name} of the table {table} is missing.");
        }

        return key.ToJsonString();
    }
}
