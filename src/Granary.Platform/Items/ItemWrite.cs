using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>A write of one item. A closed set.</summary>
/// <param name="Condition">What must hold for the item that is there; null for nothing.</param>
public abstract record ItemWrite(string Table, Condition? Condition)
{
    /// <summary>Writes an item, in the place of one with its key.</summary>
    public sealed record Put(string Table, JsonObject Item, Condition? Condition = null) : ItemWrite(Table, Condition);

    /// <summary>Changes attributes of an item; when there is none it is created with its key.</summary>
    public sealed record Update(string Table, JsonObject Key, UpdateExpression Expression, Condition? Condition = null)
        : ItemWrite(Table, Condition);

    /// <summary>Deletes the item if it is there.</summary>
    public sealed record Delete(string Table, JsonObject Key, Condition? Condition = null) : ItemWrite(Table, Condition);

    /// <summary>Checks the condition alone.</summary>
    public sealed record Check(string Table, JsonObject Key, Condition Condition) : ItemWrite(Table, Condition);

    /// <summary>The key attributes that the write names; null where it carries the item.</summary>
    public IReadOnlyList<string>? KeyNames => KeyWritten is { } key ? [.. key.Select(m => m.Key)] : null;

    JsonObject? KeyWritten => this switch
    {
        Update u => u.Key,
        Delete d => d.Key,
        Check c => c.Key,
        _ => null,
    };

    /// <summary>Brings the write into its stored form and checks it against its table.</summary>
    /// <param name="table">With a key.</param>
    /// <returns>The text of the item's key, and what the write makes of the item that is there.</returns>
    /// <exception cref="ItemsException">The write is not valid.</exception>
    public (string Key, Func<JsonObject?, JsonObject?> Apply) Prepare(ItemTable table)
    {
        if (this is Put put)
        {
            var item = table.ReadItem(put.Item);
            return (table.KeyTextOf(item), Checked(_ => item));
        }

        var key = table.ReadKey(KeyWritten!);
        if (this is Update change && change.Expression.Actions.FirstOrDefault(a => table.Key.Contains(a.Path.Attribute)) is { } action)
        {
            throw ItemsException.Validation(
                $"One or more parameter values were invalid: Cannot update attribute {action.Path.Attribute}. "
                + "This attribute is part of the key");
        }

        return (table.KeyTextOf(key), Checked(this switch
        {
            Update update => old => update.Expression.ApplyTo(old ?? key),
            Delete => _ => null,
            Check => old => old,
            _ => throw new UnreachableException(),
        }));
    }

    Func<JsonObject?, JsonObject?> Checked(Func<JsonObject?, JsonObject?> apply) =>
        old => Condition?.HoldsFor(old ?? []) != false ? apply(old) : throw ItemsException.ConditionFailed();
}
