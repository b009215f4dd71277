using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Items whose conditions, updates and queries are evaluated here, over rows that a subclass stores.</summary>
/// <remarks>Every operation has ended when its method returns: a caller may make it part of a transaction of its own.</remarks>
public abstract class EvaluatedItems : IItems
{
    public Task<JsonObject?> FindAsync(ItemKey key, CancellationToken cancellationToken) => Task.FromResult(FindOne(key));

    public Task<IReadOnlyList<JsonObject?>> FindAllAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JsonObject?>>([.. keys.Select(FindOne)]);

    public Task<ItemWritten> WriteAsync(ItemWrite write, CancellationToken cancellationToken)
    {
        ItemWritten? written = null;
        Atomically(() => written = WriteOne(write).Written);
        return Task.FromResult(written!);
    }

    public Task WriteAllAsync(IReadOnlyList<ItemWrite> writes, CancellationToken cancellationToken)
    {
        Atomically(() =>
        {
            var keys = new HashSet<(string Table, string Key)>();
            foreach (var write in writes)
            {
                if (!keys.Add((write.Table, WriteOne(write).Key)))
                    throw ItemsException.Validation("Provided list of item keys contains duplicates");
            }
        });
        return Task.CompletedTask;
    }

    public Task TransactAsync(IReadOnlyList<ItemWrite> writes, CancellationToken cancellationToken)
    {
        Atomically(() =>
        {
            var reasons = writes.Select(TryWriteOne).ToList();
            if (reasons.Exists(r => r != "None"))
            {
                throw new ItemsException(
                    ItemsError.TransactionCanceled,
                    "Transaction cancelled, please refer cancellation reasons for specific reasons "
                    + $"[{string.Join(", ", reasons)}]");
            }
        });
        return Task.CompletedTask;
    }

    public Task<ItemPage> QueryAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        var table = Table(query.Table, query.Index is null ? query.Condition.Names : null);
        return Task.FromResult(query.Read(table, All(table)));
    }

    public Task<ItemPage> ScanAsync(ItemScan scan, CancellationToken cancellationToken)
    {
        var table = Table(scan.Table, null);
        return Task.FromResult(scan.Read(table, All(table)));
    }

    public abstract Task<IReadOnlyList<ItemChange>> ReadChangesAsync(
        string table, long after, int limit, CancellationToken cancellationToken);

    /// <param name="keyNames">The key attributes that a request names, if it does; a table whose key is not declared takes them.</param>
    /// <returns>Null when there is no such table.</returns>
    protected abstract ItemTable? FindTable(string name, IReadOnlyList<string>? keyNames);

    /// <param name="key">The text that <see cref="ItemTable.KeyTextOf"/> gives.</param>
    protected abstract JsonObject? Find(ItemTable table, string key);

    /// <returns>All items, in an order that holds until the next write.</returns>
    protected abstract IEnumerable<JsonObject> All(ItemTable table);

    /// <summary>Stores an item, or removes it, and records the change where there is one.</summary>
    protected abstract void Store(ItemTable table, string key, ItemWritten written, ItemWrite write);

    /// <summary>Does all of the work or nothing of it.</summary>
    protected abstract void Atomically(Action work);

    protected static bool IsChange(ItemWritten written) => !JsonNode.DeepEquals(written.Old, written.New);

    JsonObject? FindOne(ItemKey wanted)
    {
        var table = Table(wanted.Table, [.. wanted.Key.Select(m => m.Key)]);
        return Find(table, table.KeyTextOf(table.ReadKey(wanted.Key)));
    }

    (string Key, ItemWritten Written) WriteOne(ItemWrite write)
    {
        var table = Table(write.Table, write.KeyNames);
        if (write is ItemWrite.Put put)
            table = table.KeyedBy(put.Item);
        var (key, apply) = write.Prepare(table);
        var old = Find(table, key);
        var written = new ItemWritten(old, apply(old));
        Store(table, key, written, write);
        return (key, written);
    }

    string TryWriteOne(ItemWrite write)
    {
        try
        {
            WriteOne(write);
            return "None";
        }
        catch (ItemsException e) when (e.Error == ItemsError.ConditionFailed)
        {
            return "ConditionalCheckFailed";
        }
    }

    ItemTable Table(string name, IReadOnlyList<string>? keyNames) => FindTable(name, keyNames) ?? throw ItemsException.TableNotFound();
}
