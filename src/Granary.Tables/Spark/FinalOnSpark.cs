using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;

namespace Granary.Tables.Spark;

/// <summary>A cleansed version that Spark can read.</summary>
/// <param name="Folder">Its URL; ends in '/'.</param>
public sealed record SparkTable(CleansingPlan Plan, string Folder);

/// <summary>The final stage in Spark's words.</summary>
public sealed class FinalOnSpark
{
    const string Written = "finished";

    readonly Dataset _dataset;
    readonly IReadOnlyDictionary<string, SparkTable> _cleansed;
    readonly string? _sql;
    readonly FinalShape _shape;

    /// <param name="cleansed">Every cleansed table of the run by name: the author's SQL may read them all.</param>
    /// <param name="sql">The author's SELECT, or null for the cleansed rows themselves.</param>
    /// <param name="temporaryFolder">Exists.</param>
    /// <exception cref="ProblemException">The query cannot be run, gives what a table cannot have, or the dataset has something that is not
    /// done on Spark.</exception>
    public FinalOnSpark(Dataset dataset, IReadOnlyDictionary<string, SparkTable> cleansed, string? sql, string temporaryFolder)
    {
        if (Objection(dataset) is { } objection)
            throw new ProblemException(objection);
        (_dataset, _cleansed, _sql) = (dataset, cleansed, sql);
        _shape = FinalShape.Of(dataset, cleansed.ToDictionary(c => c.Key, c => c.Value.Plan, StringComparer.Ordinal), sql, temporaryFolder);
    }

    /// <summary>Why a table cannot be made on Spark; null when it can.</summary>
    public static Problem? Objection(Dataset dataset) =>
        dataset.Load.Cursor is null && !LoadStrategy.Of(dataset).KeepsRows
            ? null
            : new(
                "GR3201", ProblemKind.Usage,
                $"The dataset {dataset.Table} adds to the rows that its table has, which is not done on Spark.",
                "Run it without --engine spark, or load it whole.");

    /// <param name="target">The URL of the folder to write; ends in '/'.</param>
    public SparkPlan Plan(string target, SparkRun run)
    {
        var written = _shape.Data.Select(c => new SparkColumn(c.Name, SqlDialect.Spark.Type(c.Type))).Concat(SparkLineage.Columns).ToList();
        return new(
            SparkPlan.CurrentFormat, _dataset.Table, FinalStage.Name, SparkSettings.Authors,
            [
                new SparkStep.Remove(target),
                .. Sources(),
                new SparkStep.View(
                    "final", (_sql is null ? SparkSql.From($"SELECT * FROM {new SparkName("cleansed")}") : AuthorSql.ForSpark(_sql)).Text)
                {
                    Columns = _shape.All,
                },
                new SparkStep.Write(Select(run).Text, target) { PartitionBy = _shape.PartitionKeys },
                new SparkStep.Read("written", [target], written),
                new SparkStep.Collect(Written, TypedSql.CountByFile(new("written"), TypedSql.File).Text),
            ]);
    }

    /// <param name="before">The cleansed version's.</param>
    /// <param name="location">The address of the version that was written; ends in '/'.</param>
    /// <exception cref="ProblemException">The stage failed, or a row is unaccounted for.</exception>
    public FinalTable Table(StageAccount before, SparkResult result, string location)
    {
        result.RequireSuccess();
        var written = result.ByFile(Written);
        var rows = written.Values.Sum();
        var files = _sql is not null
            ? []
            : before.Sources.Select(f => f.Next(written.GetValueOrDefault(f.Source.Name), rejected: 0, duplicate: 0)).ToList();
        var account = new StageAccount(
            FinalStage.Name, _dataset.Table, location, TimeSpan.FromSeconds(result.Seconds), _sql is null ? null : rows, files, []);
        account.RequireBalance();
        return new(account, rows, _shape.Data, FinalQuery.LineageColumns, _shape.PartitionKeys) { Loaded = LoadedFile.In(before.Sources) };
    }

    IEnumerable<SparkStep> Sources()
    {
        foreach (var (name, table) in _cleansed.Where(_ => _sql is not null))
            yield return Read(name, table);
        yield return Read("cleansed", _cleansed[_dataset.Table]);

        static SparkStep.Read Read(string name, SparkTable table) =>
            new(name, [$"{table.Folder}*.parquet"], new TypedSql(table.Plan).GoodColumns);
    }

    /// <summary>
    /// The query's rows in the types that were told, with the lineage after them. An author's SQL may hand the lineage on; where it does
    /// not, it is unknown.
    /// </summary>
    SparkSql Select(SparkRun run)
    {
        var data = _shape.Data.Select(c =>
            SparkSql.From(
                $"CAST({new SparkName(c.Name)} AS {SparkSql.Trusted(SqlDialect.Spark.Type(c.Type))}) AS {new SparkName(c.Name)}"));
        var lineage = new[] { Lineage.SourceFile, Lineage.SourceLine }
            .Select(c => SparkLineage.Carried(c, _shape.All.Contains(c, StringComparer.OrdinalIgnoreCase)))
            .Concat(SparkLineage.OfRun(run));
        return SparkSql.From($"SELECT {SparkSql.Join(", ", [.. data, .. lineage])} FROM final");
    }
}
