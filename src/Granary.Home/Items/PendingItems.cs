using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Home.Items;

/// <summary>Items as one function sees them: what it writes is seen by itself at once, and by all others when it is committed.</summary>
sealed class PendingItems(SqliteItems items) : IItems
{
    readonly Dictionary<(string Table, string Key), JsonObject> _written = [];
    readonly List<Action> _writes = [];

    public Task AddAsync(string table, JsonObject item, CancellationToken cancellationToken)
    {
        var key = items.KeyText(table, item);
        if (Find(table, key) is not null)
            throw SqliteItems.Taken(table, key);
        _written[(table, key)] = item.DeepClone().AsObject();
        _writes.Add(() => items.Add(table, item));
        return Task.CompletedTask;
    }

    public Task UpdateAsync(string table, JsonObject key, JsonObject attributes, CancellationToken cancellationToken)
    {
        var text = items.KeyText(table, key);
        _written[(table, text)] = SqliteItems.Updated(table, text, Find(table, text), key, attributes);
        _writes.Add(() => items.Update(table, key, attributes));
        return Task.CompletedTask;
    }

    public Task<JsonObject?> FindAsync(string table, JsonObject key, CancellationToken cancellationToken) =>
        Task.FromResult(Find(table, items.KeyText(table, key))?.DeepClone().AsObject());

    /// <exception cref="ItemsException">Somebody else has written one of the items meanwhile.</exception>
    public void Commit() => _writes.ForEach(write => write());

    JsonObject? Find(string table, string key) => _written.GetValueOrDefault((table, key)) ?? items.Find(table, key);
}
