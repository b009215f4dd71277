using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs.Spark;

/// <summary>What a table is to the job scripts.</summary>
/// <param name="Definition">The text of its dataset file; null when it has none.</param>
sealed record TableOrder(string Name, string? Definition);

/// <summary>One job on Spark: its order, its result, and the folder in which it writes until what it wrote is good.</summary>
/// <remarks>A process that is killed may have a Spark that writes on for a moment. It writes where nobody looks.</remarks>
sealed class SparkWork
{
    readonly LocalHome _home;
    readonly string _folder;

    public SparkWork(LocalHome home, JobRun run)
    {
        (_home, Run, Layout, Spark) = (home, run, new(home.Objects, run), SparkInstallation.Find());
        _folder = Path.Combine(run.Lease.TemporaryFolder, "spark");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(TemporaryFolder);
    }

    public JobRun Run { get; }

    public StageLayout Layout { get; }

    public SparkInstallation Spark { get; }

    public string TemporaryFolder => Path.Combine(_folder, "tmp");

    public TableOrder TableOf(string table) => new(table, Layout.DefinitionOf(table));

    /// <summary>The folder that receives a table's rows.</summary>
    public string Staging(string table) => Path.Combine(_folder, "tables", table);

    public string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>As Hadoop takes it: names as they are.</summary>
    public static string Url(string path) => $"file://{Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))}";

    /// <summary>The same for a folder, with the '/' at its end.</summary>
    public static string FolderUrl(string path) => $"{Url(path)}/";

    /// <summary>What the cleansed stage does with a table: the same whenever it is asked for, because it was landed once.</summary>
    public CleansingPlan CleansingPlanOf(string table) =>
        CleansingPlan.Of(Layout.DatasetOf(table), LandedTableFile.Read(Layout.Landed(table)));

    /// <summary>Runs the job's script.</summary>
    /// <param name="rows">About how many rows it is to read.</param>
    /// <exception cref="Granary.Model.ProblemException">Spark or the script failed.</exception>
    public async Task<TResult> RunAsync<TOrder, TResult>(
        TOrder order, JsonTypeInfo<TOrder> orderType, JsonTypeInfo<TResult> resultType, long rows, CancellationToken cancellationToken)
    {
        var script = Run.Job.ScriptName;
        var file = PathOf("order.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(order, orderType), cancellationToken);
        var log = Path.Combine(
            Directory.CreateDirectory(Path.Combine(_home.Path, "logs")).FullName, $"{Run.RunId}.{Path.ChangeExtension(script, "log")}");
        var result = await new SparkSubmit(Spark, log, TemporaryFolder, rows).RunAsync(script, file, cancellationToken);

        // What a job said that did its work is of no use to anybody.
        File.Delete(log);
        return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(result, cancellationToken), resultType)
            ?? throw new InvalidDataException($"{script} left an empty result.");
    }

    /// <summary>Makes what was written the version, in one step; what a killed try left of it is cleared away.</summary>
    public void PutInPlace(string table, TableVersion version)
    {
        version.Begin();
        Directory.Delete(version.Folder);
        Directory.Move(Staging(table), version.Folder);
    }

    /// <inheritdoc cref="StageRuns.Record"/>
    public void Record(Dataset dataset, TableVersion version, StageAccount account)
    {
        Run.OnRows(dataset.Table, account.Read);
        StageRuns.Record(_home, Run, dataset, version, account);
    }
}
