using Granary.Model;

namespace Granary.Tables.Reading;

/// <summary>A table that a query may name, and that cannot be read.</summary>
/// <param name="Problem">What to say to a query that needs it.</param>
public sealed record AbsentTable(string Name, Problem Problem);
