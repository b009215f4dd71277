using System.Collections.Concurrent;
using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>A DuckDB database, in memory or in a file. Any number of connections may work on it, one thread each.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    readonly DatabaseHandle _handle;

    static DuckDbDatabase() => LibraryFile.ResolveFor(typeof(DuckDbDatabase).Assembly, typeof(NativeMethods).Assembly);

    DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The names of row functions, which the engine would take twice and then not choose between.</summary>
    internal ConcurrentDictionary<string, RowFunction> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The version of the library, such as <c>v1.5.6</c>.</summary>
    public static string EngineVersion => NativeMethods.Startup.DuckDBLibraryVersion();

    /// <param name="path">The file, made when it is not there; null for a database in memory.</param>
    /// <param name="settings">DuckDB's own, such as <c>threads</c> or <c>memory_limit</c>. Unless they say otherwise, extensions are
    /// neither fetched nor loaded by themselves.</param>
    /// <exception cref="DuckDbException">The file cannot be opened, or a setting is unknown.</exception>
    /// <exception cref="DllNotFoundException">DuckDB's library cannot be loaded; the message names this platform.</exception>
    public static DuckDbDatabase Open(string? path = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (!NativeMethods.Configuration.DuckDBCreateConfig(out var config).IsSuccess())
            throw new DuckDbException("DuckDB could not make room for its settings.");
        using (config)
        {
            foreach (var (name, value) in Offline.Where(o => settings?.ContainsKey(o.Name) != true))
                Set(config, name, value);
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
                Set(config, name, value);

            if (!NativeMethods.Startup.DuckDBOpen(path, out var handle, config, out var error).IsSuccess())
            {
                handle.Dispose();
                throw new DuckDbException(error ?? $"The database '{path}' cannot be opened.");
            }

            return new(handle);
        }
    }

    /// <exception cref="DuckDbException">The database is closed.</exception>
    public DuckDbConnection Connect()
    {
        if (!NativeMethods.Startup.DuckDBConnect(_handle, out var connection).IsSuccess())
        {
            connection.Dispose();
            throw new DuckDbException("The database gives no connection.");
        }

        return new(connection, this);
    }

    /// <summary>Closes the database once its last connection is disposed too.</summary>
    public void Dispose() => _handle.Dispose();

    static readonly (string Name, string Value)[] Offline =
    [
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
    ];

    static void Set(DuckDBConfig config, string name, string value)
    {
        if (!NativeMethods.Configuration.DuckDBSetConfig(config, name, value).IsSuccess())
            throw new DuckDbException($"DuckDB has no setting '{name}' that can be '{value}'.");
    }
}
