using System.Text.Json.Serialization;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Loading;
using Granary.Tables.Plans;
using Granary.Tables.Rules;

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
    bool Required)
{
    public NumberNotation Notation { get; init; } = NumberNotation.Plain;

    public bool NonFinite { get; init; }

    public BooleanWords? Words { get; init; }

    public SourceTimeZone? TimeZone { get; init; }
}

/// <summary>What the cleansed stage does with a table.</summary>
/// <param name="Key">Names of cleansed columns; empty when rows may repeat.</param>
/// <param name="Notes">Renamed columns, for people.</param>
public sealed record CleansingPlan(IReadOnlyList<ColumnPlan> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Notes)
{
    /// <summary>Which of the rows with one key stays; its columns are cleansed ones.</summary>
    public DuplicateOrder Keep { get; init; } = DuplicateOrder.First;

    public TableRules Rules { get; init; } = TableRules.None;

    /// <summary>What stands beside the rows for the next run to hold its columns against.</summary>
    [JsonIgnore]
    public WrittenSchema Schema { get; init; } = new([]);

    /// <exception cref="Granary.Model.ProblemException">A column has another type than was written, and must not.</exception>
    public static CleansingPlan Of(Dataset dataset, LandedTable landed) =>
        Of(dataset, landed.Columns, landed.Sources, () => [.. landed.Columns.Select(landed.Evidence.Of)], landed.Written);

    /// <param name="landed">The landed data columns, in order.</param>
    /// <param name="source">The same columns as the files name them.</param>
    /// <param name="inferred">What the values themselves look like, for each landed column; asked for only where the dataset is
    /// silent.</param>
    /// <param name="written">The columns of the version that readers see; null when there is none.</param>
    /// <exception cref="Granary.Model.ProblemException">A column has another type than was written, and must not.</exception>
    public static CleansingPlan Of(
        Dataset dataset,
        IReadOnlyList<string> landed,
        IReadOnlyList<string> source,
        Func<IReadOnlyList<TypeEvidence>> inferred,
        WrittenSchema? written = null)
    {
        var names = Names.SnakeCase(source);
        var unique = BesideLineage(names.Names);
        var declared = dataset.Columns.ToDictionary(c => names.Find(c.Name) ?? -1);
        var drift = TypeDrift.Of(
            dataset, written, source, c => !declared.ContainsKey(c),
            Enumerable.Range(0, landed.Count).All(declared.ContainsKey) ? [] : inferred());
        var columns = landed
            .Select(
                (column, i) =>
                    declared.TryGetValue(i, out var rules)
                        ? Declared(column, unique[i], rules)
                        : new ColumnPlan(column, unique[i], drift.Types[i], [], Grouped: false, [], Required: false))
            .ToList();
        return new(
            columns,
            [.. dataset.Key.Select(Cleansed)],
            [
                .. names.Changes.Select(c => Renamed(c.Source, c.Position, c.Name, c.Wanted)),
                .. unique
                    .Select((name, i) => (name, i))
                    .Where(c => c.name != names.Names[c.i])
                    .Select(c => Renamed(source[c.i], c.i + 1, c.name, names.Names[c.i])),
                .. drift.Notes,
            ])
        {
            Keep = dataset.Keep with { Columns = [.. dataset.Keep.Columns.Select(c => c with { Column = Cleansed(c.Column) })] },
            Rules = TableRules.Of(dataset, Cleansed),
            Schema = WrittenSchema.After(
                written,
                [
                    .. columns.Select(
                        (c, i) => new WrittenColumn(source[i], c.Name, declared.ContainsKey(i) ? c.Type : drift.Written[i])),
                ],
                LoadStrategy.Of(dataset)),
        };

        string Cleansed(string column) =>
            unique[names.Find(column) ?? throw new InvalidOperationException($"The column {column} was not checked.")];
    }

    /// <summary>The lineage's own columns keep their names.</summary>
    static IReadOnlyList<string> BesideLineage(IReadOnlyList<string> names) =>
        [
            .. names.Select(name =>
                !Lineage.IsLineage(name)
                    ? name
                    : Enumerable.Range(2, names.Count).Select(n => $"{name}_{n}").First(n => !names.Contains(n, StringComparer.Ordinal))),
        ];

    static string Renamed(string source, int position, string name, string wanted) =>
        $"The column \"{source}\" at position {position} is called {name}, because {wanted} is taken.";

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
            column.Required)
        {
            Notation = column.Notation,
            NonFinite = column.NonFinite,
            Words = column.Words,
            TimeZone = column.TimeZone,
        };
    }

    static string Strptime(string format, DatasetColumn column) =>
        DateFormat.Parse(format, column.Type, new("", 1, 1), [])?.ToStrptime()
        ?? throw new InvalidOperationException($"The format {format} of {column.Name} was not checked.");
}
