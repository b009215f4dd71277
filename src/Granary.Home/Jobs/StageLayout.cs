using System.Globalization;
using Granary.Home.Objects;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary>Where the stages of a pipeline keep their tables, by the job's arguments.</summary>
/// <remarks>
/// Source: seeds, fpac: <c>{landing}/{project}/dbo/</c> and <c>/etl-jobs/</c>, <c>{cleansed}/{project}/etl-jobs/</c>,
/// <c>{final}/{project}/</c>.
/// </remarks>
sealed class StageLayout(FolderObjects objects, JobRun run)
{
    readonly string _project = run.Argument("project");

    /// <summary>The pipeline's job id.</summary>
    public string JobId { get; } = run.Argument("run_id");

    public string InputPrefix => $"s3://{run.Argument("landing_bucket")}/{_project}/dbo/";

    public TableVersion Landed(string table) => Version($"{LandedTables}{table}/");

    public TableVersion Cleansed(string table) => Version($"{CleansedTables}{table}/");

    /// <summary>The address below which the versions of a final table are.</summary>
    public string FinalTable(string table) => $"s3://{run.Argument("final_bucket")}/{_project}/{table}/";

    /// <param name="isTaken">Whether a version of this address has been published: no reader's files may be written again.</param>
    /// <remarks>
    /// Each taking of a run has a folder of its own: a process that was stopped, and has lost the run, may go on writing for a while.
    /// </remarks>
    public TableVersion Final(string table, Func<string, bool> isTaken)
    {
        var first = run.Lease.Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{run.Lease.Number}");
        var endings = Enumerable
            .Range(2, int.MaxValue - 2)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{first}-again-{i}"))
            .Prepend(first);
        return endings.Select(e => Version(FinalTable(table), JobId + e)).First(v => !isTaken(v.Address));
    }

    /// <returns>The final table as readers see it, or null: another project's may have the same name.</returns>
    public CatalogTable? PublishedIn(IEnumerable<CatalogTable> tables, string table) =>
        tables.FirstOrDefault(t => t.Name == table && t.Location.StartsWith(FinalTable(table), StringComparison.Ordinal));

    public string PathOfInput(string name) => objects.PathOf(InputPrefix + name);

    /// <summary>The tables that have input: one a folder, and one of the project's name for files that lie outside of folders.</summary>
    /// <returns>By table, the files' names below the input prefix in order.</returns>
    public IReadOnlyList<(string Table, IReadOnlyList<string> Files)> Inputs()
    {
        return [.. FolderFiles.Below(objects.PathOf(InputPrefix))
            .Select(f => f.Key)
            .GroupBy(name => name.Contains('/') ? name[..name.IndexOf('/')] : _project.ToLowerInvariant(), StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g]))];
    }

    /// <summary>The tables of which this run has a landed version.</summary>
    public IReadOnlyList<string> LandedInThisRun() => TablesIn(LandedTables, Landed);

    public IReadOnlyList<string> CleansedInThisRun() => TablesIn(CleansedTables, Cleansed);

    /// <summary>The dataset file that was deployed with the job, beside its script.</summary>
    public Dataset DatasetOf(string table)
    {
        if (DefinitionOf(table) is not { } text)
            return Dataset.Default(table);
        var problems = new List<Problem>();
        return Dataset.Parse(text, $"datasets/{table}.json", table, problems) ?? throw new ProblemException(problems);
    }

    /// <returns>The text of the dataset file, or null when the table has none.</returns>
    public string? DefinitionOf(string table)
    {
        var path = objects.PathOf($"{Deployed}datasets/{table}.json");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <returns>The author's query for the final table, or null when there is none.</returns>
    public string? SqlOf(Dataset dataset) =>
        dataset.Final?.SqlFile is { } file ? File.ReadAllText(objects.PathOf(Deployed + file)) : dataset.Final?.Sql;

    string LandedTables => $"s3://{run.Argument("landing_bucket")}/{_project}/etl-jobs/";

    string CleansedTables => $"s3://{run.Argument("clean_bucket")}/{_project}/etl-jobs/";

    /// <summary>What stands before <c>glue/NAME.py</c> in the script's address.</summary>
    string Deployed => run.Job.ScriptLocation[..(run.Job.ScriptLocation.Length - run.Job.ScriptName.Length - "glue/".Length)];

    TableVersion Version(string tableAddress) => Version(tableAddress, JobId);

    TableVersion Version(string tableAddress, string name)
    {
        var address = $"{tableAddress}{Versions.Folder}/{name}/";
        return new(objects.PathOf(address), address);
    }

    List<string> TablesIn(string address, Func<string, TableVersion> version)
    {
        var folder = objects.PathOf(address);
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
