using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Ledger;
using Granary.Tables.Plans;
using Granary.Tables.Spark;
using Granary.Tables.Tests.Conformance;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Spark;

/// <summary>Vectors of one group as files of one table.</summary>
sealed class VectorTable : IDisposable
{
    readonly Dataset _dataset;
    readonly StageAccount _landed;
    readonly FinalOnSpark _final;
    readonly SparkRun _run;
    readonly ProblemException? _refusal;

    VectorTable(
        List<(string File, Vector Vector)> vectors, StageScene scene, Dataset dataset, StageAccount landed,
        Dictionary<string, ReferencedOnSpark> others)
    {
        (Vectors, Scene, _dataset, _landed) = (vectors, scene, dataset, landed);
        Plan = PlanOf(scene, dataset);
        _run = new("job-1", StageScene.Now) { Tables = name => others.GetValueOrDefault(name) };
        var cleansed = SparkSubmit.Url(scene.Cleansed().Folder);
        _final = new(
            dataset, new Dictionary<string, SparkTable>(StringComparer.Ordinal) { ["t"] = new(Plan, cleansed) }, dataset.Final?.Sql,
            scene.Run.TemporaryFolder);
        try
        {
            Stages =
            [
                CleansedOnSpark.Plan(
                    "t", Plan, SparkSubmit.Url(scene.Landed().Folder), cleansed, SparkSubmit.Url(scene.Path("input")), _run),
                _final.Plan(SparkSubmit.Url(scene.Final().Folder), _run),
            ];
        }
        catch (ProblemException e) when (vectors[0].Vector.Fails.Count > 0)
        {
            _refusal = e;
        }
    }

    public List<(string File, Vector Vector)> Vectors { get; }

    public StageScene Scene { get; }

    public CleansingPlan Plan { get; }

    /// <summary>The plans of both stages; none for a table that is refused before it is read.</summary>
    public IReadOnlyList<SparkPlan> Stages { get; } = [];

    /// <summary>
    /// Whether nothing looks at more than one row and column, so that its columns may stand beside those of others in one table.
    /// </summary>
    public bool IsPlain =>
        Plan.Key.Count == 0
        && Plan.Columns.Count > 0
        && Plan.Rules.Rules.Count == Plan.Rules.RowRejects.Count
        && _dataset.Final is null
        && !Plan.Columns.Any(c => c.Required);

    public static async Task<VectorTable> LandAsync(List<(string File, Vector Vector)> vectors)
    {
        var scene = new StageScene();
        for (var i = 0; i < vectors.Count; i++)
            scene.Write(Name(i), vectors[i].Vector.Input);
        var others = new Dictionary<string, ReferencedOnSpark>(StringComparer.Ordinal);
        foreach (var (table, (json, input)) in vectors[0].Vector.Tables)
        {
            scene.Write($"{table}/{table}.csv", input);
            var other = StageScene.Dataset(json.ToJsonString(), table);
            await scene.CleanseAsync(other);
            others[table] = new(
                [$"{SparkSubmit.Url(scene.Cleansed(table).Folder)}*.parquet"],
                [.. PlanOf(scene, other).Columns.Select(c => new Column(c.Name, c.Type))]);
        }

        var dataset = StageScene.Dataset(vectors[0].Vector.Dataset.ToJsonString());
        return new(vectors, scene, dataset, await scene.LandAsync(dataset), others);
    }

    /// <param name="results">Of both stages, whose files stand where the plans put them.</param>
    public IEnumerable<(string File, string Vector, string Complaint)> Complaints(IReadOnlyList<SparkResult> results)
    {
        if (Vectors[0].Vector.Fails.Count > 0)
            return VectorOutcome
                .Failures(Vectors[0].Vector, Name(0), () => _ = _refusal is null ? Account(results) : throw _refusal)
                .Select(d => (Vectors[0].File, Vectors[0].Vector.Name, d));
        var cleansed = Account(results);
        var finished = _final.Table(cleansed, results[1], Scene.Final().Address);
        var outcome = new VectorOutcome(
            finished, _landed, cleansed, Scene.Final(), [("landing", Scene.Landed()), ("cleansed", Scene.Cleansed())],
            Vectors[0].Vector.Columns);
        return Vectors.SelectMany((v, i) => outcome.Differences(v.Vector, Name(i)).Select(d => (v.File, v.Vector.Name, d)));
    }

    public void Dispose() => Scene.Dispose();

    StageAccount Account(IReadOnlyList<SparkResult> results) =>
        CleansedOnSpark.Account(_dataset.Table, Plan, _landed, results[0], Scene.Cleansed().Address, _run);

    static CleansingPlan PlanOf(StageScene scene, Dataset dataset) =>
        CleansingPlan.Of(dataset, LandedTable.Read(scene.Landed(dataset.Table), scene.Run.TemporaryFolder, CancellationToken.None));

    static string Name(int vector) => $"t/{vector:D4}.csv";
}
