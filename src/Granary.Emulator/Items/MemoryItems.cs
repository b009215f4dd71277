using System.Text.Json.Nodes;

namespace Granary.Emulator.Items;

/// <summary>Tables of items in memory, as mocks fill them. Nobody says what their keys are unless the mocks do.</summary>
sealed class MemoryItems : IItemStore
{
    readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    /// <param name="key">The table's key attributes; null where nobody says. Then the first request that names a key says it, and until
    /// then it is an item's first attribute.</param>
    public void Add(string table, IReadOnlyList<string>? key, IEnumerable<JsonObject> items)
    {
        var filled = new Table { Key = key };
        filled.Items.AddRange(items.Select(i => i.DeepClone().AsObject()));
        _tables[table] = filled;
    }

    public ItemTable? FindTable(string name, IReadOnlyList<string>? named = null)
    {
        if (!_tables.TryGetValue(name, out var table))
            return null;
        table.Key ??= named;
        return new(name, table.Key ?? [], IsTextKey: false, HasAnyIndex: true);
    }

    public JsonObject? Find(ItemTable table, string key) => Items(table).Find(i => TextOf(table, i) == key)?.DeepClone().AsObject();

    public IEnumerable<JsonObject> All(ItemTable table) => Items(table).Select(i => i.DeepClone().AsObject());

    public void Put(ItemTable table, string key, JsonObject item)
    {
        var items = Items(table);
        var at = items.FindIndex(i => TextOf(table, i) == key);
        if (at < 0)
            items.Add(item.DeepClone().AsObject());
        else
            items[at] = item.DeepClone().AsObject();
    }

    public void Remove(ItemTable table, string key) => Items(table).RemoveAll(i => TextOf(table, i) == key);

    public void Atomically(Action work)
    {
        var before = _tables.ToDictionary(t => t.Key, t => t.Value.Items.ToList());
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

            throw;
        }
    }

    List<JsonObject> Items(ItemTable table) => _tables[table.Name].Items;

    static string TextOf(ItemTable table, JsonObject item) => table.KeyTextOf(item);

    sealed class Table
    {
        public IReadOnlyList<string>? Key { get; set; }

        public List<JsonObject> Items { get; } = [];
    }
}
