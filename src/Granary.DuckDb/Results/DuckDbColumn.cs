namespace Granary.DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Type">As SQL spells it, such as <c>DECIMAL(20,10)</c>; a type with a name of its own, such as JSON, has that.</param>
public sealed record DuckDbColumn(string Name, string Type, DuckDbType Kind);
