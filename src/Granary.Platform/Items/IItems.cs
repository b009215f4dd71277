using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>
/// Tables of items: DynamoDB, or SQLite with the same meaning. Items and keys are DynamoDB JSON: <c>{"jobId": {"S": "…"}}</c>.
/// </summary>
public interface IItems
{
    /// <summary>Writes an item that must not be there yet.</summary>
    /// <exception cref="ItemsException">There is no such table, the item lacks its key, or its key is taken.</exception>
    Task AddAsync(string table, JsonObject item, CancellationToken cancellationToken);

    /// <summary>Sets attributes of an item that must be there.</summary>
    /// <param name="key">All key attributes.</param>
    /// <exception cref="ItemsException">There is no such table or item.</exception>
    Task UpdateAsync(string table, JsonObject key, JsonObject attributes, CancellationToken cancellationToken);

    /// <returns>The whole item, or null when there is none.</returns>
    /// <exception cref="ItemsException">There is no such table.</exception>
    Task<JsonObject?> FindAsync(string table, JsonObject key, CancellationToken cancellationToken);
}

/// <summary>An item could not be read or written; nothing was changed.</summary>
public sealed class ItemsException(string message, Exception? cause = null) : Exception(message, cause);
