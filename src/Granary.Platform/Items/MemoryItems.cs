using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Tables of items in memory. The keys of a table may stay undeclared.</summary>
public sealed class MemoryItems(TimeProvider clock) : EvaluatedItems
{
    readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);
    readonly List<ItemChange> _changes = [];

    /// <param name="key">The table's key attributes; null where they are not declared. Then the first request that names a key declares
    /// it, and until then it is an item's first attribute.</param>
    public void Add(string table, IReadOnlyList<string>? key, IEnumerable<JsonObject> items)
    {
        var filled = new Table { Key = key };
        filled.Items.AddRange(items.Select(i => i.DeepClone().AsObject()));
        _tables[table] = filled;
    }

    public override Task<IReadOnlyList<ItemChange>> ReadChangesAsync(
        string table, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ItemChange>>([.. _changes.Where(c => c.Table == table && c.Sequence > after).Take(limit)]);

    protected override ItemTable? FindTable(string name, IReadOnlyList<string>? keyNames)
    {
        if (!_tables.TryGetValue(name, out var table))
            return null;
        table.Key ??= keyNames;
        return new(name, table.Key ?? [], IsTextKey: false, HasAnyIndex: true);
    }

    protected override JsonObject? Find(ItemTable table, string key) =>
        Items(table).Find(i => table.KeyTextOf(i) == key)?.DeepClone().AsObject();

    protected override IEnumerable<JsonObject> All(ItemTable table) => Items(table).Select(i => i.DeepClone().AsObject());

    protected override void Store(ItemTable table, string key, ItemWritten written, ItemWrite write)
    {
        if (!IsChange(written))
            return;
        var items = Items(table);
        var at = items.FindIndex(i => table.KeyTextOf(i) == key);
        if (at >= 0 && written.New is null)
            items.RemoveAt(at);
        else if (at >= 0)
            items[at] = written.New!.DeepClone().AsObject();
        else
            items.Add(written.New!.DeepClone().AsObject());
        _changes.Add(
            new(
                _changes.Count + 1, table.Name, table.KeyOf((written.New ?? written.Old)!), written.New?.DeepClone().AsObject(),
                written.Old, clock.GetUtcNow()));
    }

    protected override void Atomically(Action work)
    {
        var before = _tables.ToDictionary(t => t.Key, t => t.Value.Items.ToList());
        var changes = _changes.Count;
        try
        {
            work();
        }
        catch
        {
            foreach (var (name, items) in before)
            {
                _tables[name].Items.Clear();
                _tables[name].Items.AddRange(items);
            }

            _changes.RemoveRange(changes, _changes.Count - changes);
            throw;
        }
    }

    List<JsonObject> Items(ItemTable table) => _tables[table.Name].Items;

    sealed class Table
    {
        public IReadOnlyList<string>? Key { get; set; }

        public List<JsonObject> Items { get; } = [];
    }
}
