using Granary.Model.Rules;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>One logical table and its rules, as <c>projects/FOLDER/datasets/TABLE.json</c> says them.</summary>
public sealed record Dataset
{
    public const int UsualVersions = 3;

    /// <summary>The name of the table, and of the file without its ending.</summary>
    public required string Table { get; init; }

    public required DatasetSource Source { get; init; }

    /// <summary>The columns whose types are declared; empty when all are to be inferred.</summary>
    public IReadOnlyList<DatasetColumn> Columns { get; init; } = [];

    /// <summary>The columns that tell rows apart, by the source's or their snake_case name; empty when rows may repeat.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Which of the rows with one key stays.</summary>
    public DuplicateOrder Keep { get; init; } = DuplicateOrder.First;

    /// <summary>
    /// What must hold besides <see cref="DatasetColumn.Required"/>: the columns' rules in the order of the file, then those of the table in
    /// theirs.
    /// </summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public OnEmpty OnEmpty { get; init; }

    public DriftMode Drift { get; init; }

    public DatasetLoad Load { get; init; } = new();

    /// <summary>How many published versions of the table stay, the current one among them. 1 to 1,000.</summary>
    public int Versions { get; init; } = UsualVersions;

    public DatasetFinal? Final { get; init; }

    /// <summary>The dataset of a table that has no file: its files by name, columns inferred, no key.</summary>
    public static Dataset Default(string table) => new() { Table = table, Source = new() { Files = DefaultFiles(table) } };

    /// <param name="text">The file's JSON; its keys are those of schemas/dataset.schema.json.</param>
    /// <param name="file">The name that problems carry.</param>
    /// <param name="table">The file's name without its ending; must be good for a table.</param>
    /// <param name="problems">Receives everything that is wrong, with its place, in the order of the file.</param>
    /// <returns>Null when there was an error.</returns>
    public static Dataset? Parse(string text, string file, string table, ICollection<Problem> problems)
    {
        var wrongName = Names.CheckTable(table, new(file, 1, 1));
        if (wrongName is not null)
            problems.Add(wrongName);
        var read = DefinitionFile.Read(DatasetKeys.Shape, DatasetCodes.Reading, text, file, problems);
        if (read is null || wrongName is not null)
            return null;
        return read with
        {
            Table = table,
            Source = read.Source.Files.Count > 0 ? read.Source : read.Source with { Files = DefaultFiles(table) },
        };
    }

    static IReadOnlyList<string> DefaultFiles(string table) => [$"{table}.*", $"{table}/"];
}

/// <summary>What a source without rows means.</summary>
public enum OnEmpty
{
    /// <summary>A mistake: the run fails and the table stays as it is.</summary>
    Fail,

    /// <summary>What it looks like: the table becomes empty.</summary>
    Allow,
}

/// <summary>What becomes of a delivery whose columns are not those of the published version.</summary>
public enum DriftMode
{
    /// <summary>The table takes the delivery's columns, and each change is noted.</summary>
    Evolve,

    /// <summary>The run fails.</summary>
    Freeze,

    /// <summary>The table keeps its columns; files with others, and rows whose values do not fit, are rejected.</summary>
    Quarantine,
}
