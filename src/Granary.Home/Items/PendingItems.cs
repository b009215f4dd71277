using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Home.Items;

/// <summary>Items as one function sees them: its own writes are visible to it at once, and to all others when they are committed.</summary>
sealed class PendingItems(SqliteItems items) : EvaluatedItems
{
    readonly Dictionary<(string Table, string Key), JsonObject?> _written = [];
    readonly List<ItemWrite> _writes = [];

    /// <summary>Makes the writes, one after the other. Part of the caller's transaction.</summary>
    /// <exception cref="ItemsException">A condition no longer holds, because others have written the item in the meantime.</exception>
    public void Commit()
    {
        foreach (var write in _writes)
            items.WriteAsync(write, CancellationToken.None).GetAwaiter().GetResult(); // has ended: EvaluatedItems
    }

    public override Task<IReadOnlyList<ItemChange>> ReadChangesAsync(
        string table, long after, int limit, CancellationToken cancellationToken) =>
        items.ReadChangesAsync(table, after, limit, cancellationToken);

    protected override ItemTable? FindTable(string name, IReadOnlyList<string>? keyNames) => items.TableNamed(name);

    protected override JsonObject? Find(ItemTable table, string key) =>
        _written.TryGetValue((table.Name, key), out var item) ? item?.DeepClone().AsObject() : items.Read(table, key);

    protected override IEnumerable<JsonObject> All(ItemTable table)
    {
        var all = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in items.ReadAll(table))
            all[table.KeyTextOf(item)] = item;
        foreach (var ((name, key), item) in _written)
        {
            if (name != table.Name)
                continue;
            if (item is null)
                all.Remove(key);
            else
                all[key] = item.DeepClone().AsObject();
        }

        return all.Values;
    }

    protected override void Store(ItemTable table, string key, ItemWritten written, ItemWrite write)
    {
        if (!IsChange(written))
            return;
        _written[(table.Name, key)] = written.New?.DeepClone().AsObject();
        _writes.Add(write);
    }

    protected override void Atomically(Action work)
    {
        var (written, writes) = (_written.ToList(), _writes.Count);
        try
        {
            work();
        }
        catch
        {
            _written.Clear();
            foreach (var (key, item) in written)
                _written.Add(key, item);
            _writes.RemoveRange(writes, _writes.Count - writes);
            throw;
        }
    }
}
