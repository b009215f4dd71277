using System.Collections.Concurrent;

namespace Granary.DuckDb;

/// <summary>The open connections of a database, by which a callback finds the query that it works for.</summary>
sealed class ConnectionList
{
    readonly ConcurrentDictionary<ulong, DuckDbConnection> _connections = new();

    public ulong Add(DuckDbConnection connection)
    {
        Native.ConnectionGetClientContext(connection.Handle, out var context);
        using (context)
        {
            var id = Native.ClientContextGetConnectionId(context);
            _connections[id] = connection;
            return id;
        }
    }

    public void Remove(ulong id) => _connections.TryRemove(id, out _);

    /// <returns>The query that the connection of this context is at, or null when it is none of ours.</returns>
    public RunningQuery? FindQuery(ClientContextHandle context) =>
        _connections.TryGetValue(Native.ClientContextGetConnectionId(context), out var connection) ? connection.Running : null;
}
