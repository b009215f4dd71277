namespace Granary.DuckDb;

/// <summary>The name of a table, a column, a schema, …, whatever characters it has.</summary>
public readonly record struct Identifier
{
    /// <exception cref="ArgumentException">The name is empty, or has a NUL character, which DuckDB allows nowhere.</exception>
    public Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0'))
            throw new ArgumentException($"The name '{name.Replace("\0", "\\0")}' has a NUL character.", nameof(name));
        Name = name;
    }

    /// <exception cref="InvalidOperationException">This is the default value, which names nothing.</exception>
    public string Name => field ?? throw new InvalidOperationException("An identifier without a name cannot be used.");

    /// <summary>In quotes, as it is in SQL.</summary>
    public override string ToString() => $"\"{Name.Replace("\"", "\"\"")}\"";
}
