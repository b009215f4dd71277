using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>
/// Tables of items with DynamoDB's operations and semantics. Items and keys are DynamoDB JSON: <c>{"jobId": {"S": "…"}}</c>.
/// </summary>
/// <remarks>
/// Source: DynamoDB API reference. Numbers are stored and returned in their shortest form: <c>1.50</c> comes back as 1.5.
/// </remarks>
public interface IItems
{
    /// <returns>The item, or null when there is none.</returns>
    /// <exception cref="ItemsException">The table does not exist, or the key does not fit it.</exception>
    Task<JsonObject?> FindAsync(ItemKey key, CancellationToken cancellationToken);

    /// <returns>One entry for each key, in their order; null where there is no item.</returns>
    /// <exception cref="ItemsException">A table does not exist, or a key does not fit it.</exception>
    Task<IReadOnlyList<JsonObject?>> FindAllAsync(IReadOnlyList<ItemKey> keys, CancellationToken cancellationToken);

    /// <summary>Puts, updates or deletes an item, or checks a condition.</summary>
    /// <exception cref="ItemsException">
    /// The table does not exist, the condition does not hold, or the write is not valid; nothing was changed.
    /// </exception>
    Task<ItemWritten> WriteAsync(ItemWrite write, CancellationToken cancellationToken);

    /// <summary>Makes several writes, each for itself, of items that differ.</summary>
    /// <exception cref="ItemsException">A write is not valid, or two are of one item.</exception>
    Task WriteAllAsync(IReadOnlyList<ItemWrite> writes, CancellationToken cancellationToken);

    /// <summary>Makes all writes or none.</summary>
    /// <exception cref="ItemsException">
    /// A write is not valid, or <see cref="ItemsError.TransactionCanceled"/> with the reason for each write; nothing was changed.
    /// </exception>
    Task TransactAsync(IReadOnlyList<ItemWrite> writes, CancellationToken cancellationToken);

    /// <exception cref="ItemsException">The table or the index does not exist, or the condition does not fit its key.</exception>
    Task<ItemPage> QueryAsync(ItemQuery query, CancellationToken cancellationToken);

    /// <exception cref="ItemsException">The table or the index does not exist.</exception>
    Task<ItemPage> ScanAsync(ItemScan scan, CancellationToken cancellationToken);

    /// <summary>Reads a table's change feed from a position.</summary>
    /// <param name="after">The sequence number of the last change that is known; 0 for all.</param>
    /// <param name="limit">The maximum number of changes to return; at least 1.</param>
    /// <returns>In the order of their sequence numbers. Empty when there are no later changes.</returns>
    Task<IReadOnlyList<ItemChange>> ReadChangesAsync(string table, long after, int limit, CancellationToken cancellationToken);
}

/// <param name="Key">All key attributes.</param>
public sealed record ItemKey(string Table, JsonObject Key);

/// <summary>An item before and after a write; null where there was or is none.</summary>
public sealed record ItemWritten(JsonObject? Old, JsonObject? New);

public enum ItemChangeKind
{
    Insert,
    Modify,
    Remove,
}

/// <summary>One change of an item, as a DynamoDB stream records it. A write that leaves the item as it was is no change.</summary>
/// <param name="Sequence">Grows with every change of any table.</param>
/// <param name="NewImage">The item after the change; null when it was removed.</param>
/// <param name="OldImage">The item before the change; null when it is new.</param>
/// <remarks>Source: DynamoDB Streams API, StreamRecord, with the view type NEW_AND_OLD_IMAGES.</remarks>
public sealed record ItemChange(
    long Sequence, string Table, JsonObject Keys, JsonObject? NewImage, JsonObject? OldImage, DateTimeOffset At)
{
    public ItemChangeKind Kind =>
        OldImage is null ? ItemChangeKind.Insert : NewImage is null ? ItemChangeKind.Remove : ItemChangeKind.Modify;
}

/// <summary>Why an operation on items was refused.</summary>
public enum ItemsError
{
    Validation,
    TableNotFound,
    ConditionFailed,
    TransactionCanceled,
}

/// <summary>An item could not be read or written; nothing was changed.</summary>
public sealed class ItemsException(ItemsError error, string message) : Exception(message)
{
    public ItemsError Error => error;

    public static ItemsException Validation(string message) => new(ItemsError.Validation, message);

    public static ItemsException TableNotFound() => new(ItemsError.TableNotFound, "Requested resource not found");

    public static ItemsException ConditionFailed() => new(ItemsError.ConditionFailed, "The conditional request failed");
}
