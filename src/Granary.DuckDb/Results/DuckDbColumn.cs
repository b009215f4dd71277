namespace Granary.DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Type">As SQL spells it, such as <c>DECIMAL(20,10)</c>; a type with a name of its own, such as JSON, has that.</param>
/// <param name="Scalar">Null for a type that is made of others, or has a name of its own.</param>
public sealed record DuckDbColumn(string Name, string Type, DuckDbType Kind, ScalarType? Scalar);
