using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Granary.Tables.Stages;

namespace Granary.Tables.Spark;

/// <summary>One job on Spark: its order, its result, and the folder in which it writes until what it wrote is good.</summary>
/// <remarks>A process that is killed may have a Spark that writes on for a moment. It writes where nobody looks.</remarks>
sealed class SparkWork
{
    readonly string _folder;

    public SparkWork(StageJob job)
    {
        (Job, Spark) = (job, SparkInstallation.Find());
        _folder = Path.Combine(job.Home.TemporaryFolder, "spark");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(TemporaryFolder);
    }

    public StageJob Job { get; }

    public SparkInstallation Spark { get; }

    public string TemporaryFolder => Path.Combine(_folder, "tmp");

    /// <summary>The folder that receives a table's rows.</summary>
    public string Staging(string table) => Path.Combine(_folder, "tables", table);

    public static TableOrder OrderOf(TableDefinition table) => new(table.Name, table.Text);

    /// <summary>As Hadoop takes it: names as they are.</summary>
    public static string Url(string path) => $"file://{Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))}";

    /// <summary>The same for a folder, with the '/' at its end.</summary>
    public static string FolderUrl(string path) => $"{Url(path)}/";

    /// <summary>Runs the job's script.</summary>
    /// <param name="rows">About how many rows it is to read.</param>
    /// <exception cref="Granary.Model.ProblemException">Spark or the script failed.</exception>
    public async Task<TResult> RunAsync<TOrder, TResult>(
        TOrder order, JsonTypeInfo<TOrder> orderType, JsonTypeInfo<TResult> resultType, long rows, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "order.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(order, orderType), cancellationToken);
        var log = Job.Home.LogFile(Path.ChangeExtension(Job.Script, "log"));
        var result = await new SparkSubmit(Spark, log, TemporaryFolder, rows).RunAsync(Job.Script, file, cancellationToken);

        // The log of a job that succeeded is of no use.
        File.Delete(log);
        return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(result, cancellationToken), resultType)
            ?? throw new InvalidDataException($"{Job.Script} left an empty result.");
    }

    /// <summary>Runs the plans of one stage, one after the other, in one session.</summary>
    /// <returns>The results by table; what is wrong with one plan is in its result.</returns>
    /// <inheritdoc cref="RunAsync{TOrder, TResult}"/>
    public async Task<IReadOnlyDictionary<string, SparkResult>> RunAsync(
        IReadOnlyList<(TableDefinition Table, SparkPlan Plan)> plans, long rows, CancellationToken cancellationToken)
    {
        var orders = new List<PlanOrder>();
        foreach (var (table, plan) in plans)
        {
            var file = Path.Combine(_folder, $"plan-{orders.Count + 1:00000}.json");
            await File.WriteAllTextAsync(file, plan.ToJson(), cancellationToken);
            orders.Add(new(file, OrderOf(table)));
        }

        if (orders.Count == 0)
            return new Dictionary<string, SparkResult>(StringComparer.Ordinal);
        var result = await RunAsync(
            new PlansOrder(Spark.WorkerProgram, orders), PlansJson.Default.PlansOrder, PlansJson.Default.PlansResult, rows,
            cancellationToken);
        return plans
            .Zip(result.Results)
            .ToDictionary(p => p.First.Table.Name, p => SparkResult.Read(p.Second), StringComparer.Ordinal);
    }

    /// <summary>Makes what was written the version, in one step. Clears away what a killed attempt left of it.</summary>
    public void PutInPlace(string table, TableVersion version)
    {
        version.Begin();
        Directory.Delete(version.Folder);
        Directory.Move(Staging(table), version.Folder);
    }
}

/// <summary>What a table is to the job scripts.</summary>
/// <param name="Definition">The text of its dataset file; null when it has none.</param>
sealed record TableOrder(string Name, string? Definition);

sealed record PlansOrder(string Program, IReadOnlyList<PlanOrder> Plans);

/// <param name="Plan">The path of a plan file.</param>
sealed record PlanOrder(string Plan, TableOrder Table);

sealed record PlansResult(IReadOnlyList<JsonElement> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlansOrder))]
[JsonSerializable(typeof(PlansResult))]
sealed partial class PlansJson : JsonSerializerContext;
