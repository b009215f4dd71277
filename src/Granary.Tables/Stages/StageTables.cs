using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Stages;

/// <summary>Where a pipeline keeps its tables. Each address is an <c>s3://</c> prefix and ends in '/'; below it each table has a
/// folder.</summary>
/// <param name="Input">Of the delivered files.</param>
/// <param name="Datasets">Of the dataset files, <c>TABLE.json</c>. The SQL files that they name are relative to its parent.</param>
/// <param name="Database">Of the catalog, to which the final tables are published.</param>
public sealed record StageLocations(string Input, string Landed, string Cleansed, string Final, string Datasets, string Database);

/// <summary>A table and its dataset file.</summary>
/// <param name="Text">Of the file; null when the table has none.</param>
public sealed record TableDefinition(Dataset Dataset, string? Text)
{
    public string Name => Dataset.Table;
}

/// <summary>The tables of one job: their definitions, their versions in each stage, and what readers see of them.</summary>
public sealed class StageTables(ITableHome home, string jobId, StageLocations locations)
{
    public ITableHome Home => home;

    public string Database => locations.Database;

    /// <returns>The names of the delivered files below the input prefix, in order.</returns>
    public IReadOnlyList<string> Input() => home.NamesBelow(locations.Input);

    public string PathOfInput(string name) => home.PathOf(locations.Input + name);

    public TableVersion Landed(string table) => home.VersionOf($"{locations.Landed}{table}/", jobId);

    public TableVersion Cleansed(string table) => home.VersionOf($"{locations.Cleansed}{table}/", jobId);

    /// <summary>A version of the final table that no reader has seen.</summary>
    public TableVersion NewFinal(string table) => home.NewVersionOf(FinalTable(table), jobId);

    /// <summary>The tables of which the job has a landed version.</summary>
    public IReadOnlyList<string> LandedByThisJob() => TablesIn(locations.Landed, Landed);

    public IReadOnlyList<string> CleansedByThisJob() => TablesIn(locations.Cleansed, Cleansed);

    /// <returns>The final table as readers see it, or null: another project's may have the same name.</returns>
    public CurrentVersion? Published(string table) => home.Catalog.Find(Database, table) is { } found && IsOurs(found) ? found : null;

    /// <returns>The version of the final table whose rows are to stay in the next one; null when there is none.</returns>
    /// <exception cref="ProblemException">The database has a table of that name that is not written by this pipeline.</exception>
    public CurrentVersion? Continued(string table)
    {
        var found = home.Catalog.Find(Database, table);
        if (found is null || IsOurs(found))
            return found;
        throw new ProblemException(new Problem(
            "GR3254", ProblemKind.Conflict,
            $"The table {Database}.{table} is at {found.Address}, and not below {FinalTable(table)}: its rows cannot stay in a version "
                + "there.",
            "Nothing was published. Use another catalog database or table name, or write \"load\": \"replace\"."));
    }

    /// <summary>The table's dataset file as it was deployed, or what holds for a table without one.</summary>
    /// <exception cref="ProblemException">The file is wrong.</exception>
    public TableDefinition Get(string table)
    {
        var path = home.PathOf($"{locations.Datasets}{table}.json");
        if (!File.Exists(path))
            return new(Dataset.Default(table), null);
        var (text, problems) = (File.ReadAllText(path), new List<Problem>());
        var dataset = Dataset.Parse(text, $"datasets/{table}.json", table, problems) ?? throw new ProblemException(problems);
        return new(dataset, text);
    }

    /// <returns>The author's query for the final table, or null when there is none.</returns>
    public string? SqlOf(Dataset dataset) =>
        dataset.Final?.SqlFile is { } file ? File.ReadAllText(home.PathOf(ParentOf(locations.Datasets) + file)) : dataset.Final?.Sql;

    bool IsOurs(CurrentVersion version) => version.Address.StartsWith(FinalTable(version.Table.Name), StringComparison.Ordinal);

    string FinalTable(string table) => $"{locations.Final}{table}/";

    static string ParentOf(string address) => address[..(address.TrimEnd('/').LastIndexOf('/') + 1)];

    List<string> TablesIn(string address, Func<string, TableVersion> version)
    {
        var folder = home.PathOf(address);
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .Select(f => Path.GetFileName(f))
                    .Where(t => File.Exists(version(t).AccountFile))
                    .Order(StringComparer.Ordinal),
            ];
    }
}
