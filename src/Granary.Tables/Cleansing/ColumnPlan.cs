using Granary.Model.Datasets;

namespace Granary.Tables.Cleansing;

/// <summary>How one column of text becomes a typed one.</summary>
/// <param name="Source">The landed column.</param>
/// <param name="Name">The cleansed column, in snake_case.</param>
/// <param name="Patterns">strptime patterns, of which the first that fits counts; empty for the type's own.</param>
/// <param name="Grouped">Whether thousands separators are taken.</param>
/// <param name="NullTokens">Trimmed texts that mean NULL, besides the empty one.</param>
/// <param name="Required">Whether NULL is refused.</param>
public sealed record ColumnPlan(
    string Source,
    string Name,
    ColumnType Type,
    IReadOnlyList<string> Patterns,
    bool Grouped,
    IReadOnlyList<string> NullTokens,
    bool Required);

/// <summary>What the cleansed stage does with a table.</summary>
/// <param name="Key">Names of cleansed columns; empty when rows may repeat.</param>
/// <param name="Notes">Renamed columns, for people.</param>
public sealed record CleansingPlan(IReadOnlyList<ColumnPlan> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Notes)
{
    /// <param name="landed">The landed data columns, in order.</param>
    /// <param name="inferred">What the values themselves look like, for each landed column; asked for only where the dataset is silent.</param>
    public static CleansingPlan Of(Dataset dataset, IReadOnlyList<string> landed, Func<IReadOnlyList<ColumnType>> inferred)
    {
        var names = Names.SnakeCase(landed);
        var declared = dataset.Columns.ToDictionary(c => names.Find(c.Name) ?? -1);
        var types = Enumerable.Range(0, landed.Count).All(declared.ContainsKey) ? [] : inferred();
        var columns = landed.Select((source, i) => declared.TryGetValue(i, out var column)
            ? Declared(source, names.Names[i], column)
            : new ColumnPlan(source, names.Names[i], types[i], [], Grouped: false, [], Required: false)).ToList();
        return new(
            columns,
            [.. dataset.Key.Select(k => names.Names[names.Find(k) ?? throw new InvalidOperationException($"The key column {k} was not checked.")])],
            [.. names.Changes.Select(c => $"The column \"{c.Source}\" at position {c.Position} is called {c.Name}, because {c.Wanted} is taken.")]);
    }

    static ColumnPlan Declared(string source, string name, DatasetColumn column)
    {
        var isMoment = column.Type is ColumnType.Date or ColumnType.Timestamp or ColumnType.Time;
        return new(
            source,
            name,
            column.Type,
            isMoment ? [.. column.Formats.Select(f => Strptime(f, column))] : [],
            Grouped: !isMoment && column.Formats.Any(f => f.Contains(',')),
            [.. (column.NullTokens ?? []).Select(t => t.Trim()).Where(t => t.Length > 0)],
            column.Required);
    }

    static string Strptime(string format, DatasetColumn column) =>
        DateFormat.Parse(format, column.Type, new("", 1, 1), [])?.ToStrptime()
        ?? throw new InvalidOperationException($"The format {format} of {column.Name} was not checked.");
}
