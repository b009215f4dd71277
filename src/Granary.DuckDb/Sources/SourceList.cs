namespace Granary.DuckDb;

/// <summary>The table functions of a database. The engine cannot forget one, and silently keeps the first of two with the same name: here a name is given once, and its source changes.</summary>
sealed class SourceList(ConnectionList connections)
{
    readonly Lock _changing = new();
    readonly Dictionary<string, RegisteredSource> _sources = new(StringComparer.OrdinalIgnoreCase);

    public void Register(ConnectionHandle connection, string name, TableSource source)
    {
        lock (_changing)
        {
            if (_sources.TryGetValue(name, out var known) && known.IsRegistered)
            {
                known.Source = source;
                return;
            }

            var registered = new RegisteredSource(source, connections);
            using var function = TableFunction.Create(name, registered);
            if (Native.RegisterTableFunction(connection, function) == DuckDbState.Error)
                throw new DuckDbException($"DuckDB takes no table function of the name '{name}'.");
            _sources[name] = registered;
        }
    }

    public void Unregister(string name)
    {
        lock (_changing)
        {
            if (_sources.TryGetValue(name, out var known))
                known.Source = null;
        }
    }
}

/// <summary>What the engine keeps with a table function, for as long as the database is open.</summary>
sealed class RegisteredSource(TableSource? source, ConnectionList connections) : IReleased
{
    public ConnectionList Connections => connections;

    /// <summary>Null once it is no longer wanted.</summary>
    public TableSource? Source { get; set; } = source;

    /// <summary>False once the transaction that it was registered in was rolled back.</summary>
    public bool IsRegistered { get; private set; } = true;

    public void OnReleased() => IsRegistered = false;
}
