namespace Granary.Model.Datasets;

/// <summary>How the final table is made from the cleansed one.</summary>
public sealed record DatasetFinal
{
    /// <summary>
    /// One query, or the path of a <c>.sql</c> file below the project's folder; null when the rows are taken as they are.
    /// </summary>
    public string? Sql { get; init; }

    /// <summary>The columns whose values become folders, outermost first. May be empty.</summary>
    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    /// <summary>The path in <see cref="Sql"/>, with <c>/</c> between its parts, or null when it is a query or there is none.</summary>
    public string? SqlFile => Sql is not null && SqlText.IsFile(Sql) ? Sql : null;
}

/// <summary>Tells a query from the path of a file that holds one.</summary>
static class SqlText
{
    // SELECT * FROM x.sql is still a query: it has blanks, and a path to one of our files needs none.
    public static bool IsFile(string sql) => sql.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && !sql.Any(char.IsWhiteSpace);
}
