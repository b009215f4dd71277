using System.Text.Json;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Landing;

namespace Granary.Tables.Plans;

/// <summary>What is done with one table, stage by stage, as far as its dataset file tells.</summary>
/// <param name="Cleansed">What the engines run, for the columns that the dataset file types.</param>
public sealed record TablePlan(string Table, SourcePlan Landing, CleansingPlan Cleansed, FinalPlan Final)
{
    /// <summary>Cleansed columns that are known by name and typed by the data of the run.</summary>
    public required IReadOnlyList<string> Inferred { get; init; }

    /// <summary>
    /// Whether files may bring columns that nothing names before they are read; those are typed by the data of the run, too.
    /// </summary>
    public required bool HasOthers { get; init; }

    /// <param name="sql">The author's query, or null when the final rows are the cleansed ones.</param>
    public static TablePlan Of(Dataset dataset, string? sql)
    {
        IReadOnlyList<string> named = [.. LandedColumns.Declared(dataset)];
        var unknown = named.Select(_ => TypeEvidence.None).ToList();
        var plan = CleansingPlan.Of(dataset, named, named, () => unknown);
        var typed = dataset.Columns.Select(c => Names.SnakeCase(named).Find(c.Name)).OfType<int>().ToHashSet();
        return new(
            dataset.Table,
            new(dataset.Source, dataset.OnEmpty),
            plan with { Columns = [.. plan.Columns.Where((_, i) => typed.Contains(i))] },
            new(sql, dataset.Final?.PartitionBy ?? [], dataset.Load))
        {
            Inferred = [.. plan.Columns.Where((_, i) => !typed.Contains(i)).Select(c => c.Name)],
            HasOthers = dataset.Source.Columns is null && dataset.Source.Header,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Readable.TablePlan);
}

/// <summary>Bytes to records of text.</summary>
public sealed record SourcePlan(DatasetSource Source, OnEmpty OnEmpty);

/// <summary>Cleansed rows to the curated table.</summary>
/// <param name="Sql">The author's query; null for the cleansed rows as they are.</param>
/// <param name="PartitionBy">As the dataset file names the columns.</param>
/// <param name="Load">What becomes of the rows that the table has already.</param>
public sealed record FinalPlan(string? Sql, IReadOnlyList<string> PartitionBy, DatasetLoad Load);
