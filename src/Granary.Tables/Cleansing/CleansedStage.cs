using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Cleansing;

/// <summary>Landed tables to typed ones, whichever engine writes them: each after those that its rules refer to.</summary>
public sealed class CleansedStage(StageJob job)
{
    public const string Name = "cleansed";

    /// <exception cref="ProblemException">Tables could not be cleansed; the problems of all of them. The others are.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var definitions = InOrder();
        var attempts = new TableAttempts();
        var tables = new List<CleansingWork>();

        // What rules refer to stays while it is read, whatever another run publishes meanwhile.
        using var hold = job.Home.Catalog.Hold();
        foreach (var table in definitions)
            attempts.Try(table.Dataset, () => tables.Add(WorkOn(table)));
        var cleanse = await job.Engine.CleanseAsync(
            job, tables, name => Referenced(name, definitions.Any(t => t.Name == name)), cancellationToken);
        foreach (var work in tables)
            await attempts.TryAsync(work.Table.Dataset, () => CleanseAsync(work, cleanse));
        attempts.RequireAll();
    }

    List<TableDefinition> InOrder()
    {
        var definitions = job.Tables.LandedByThisJob().Select(job.Tables.Get).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var problems = new List<Problem>();
        var ordered = TableReferences.InOrder([.. definitions.Values.Select(t => t.Dataset)], problems);
        return problems.Count > 0 ? throw new ProblemException(problems) : [.. ordered.Select(d => definitions[d.Table])];
    }

    CleansingWork WorkOn(TableDefinition table)
    {
        var landed = job.Tables.Landed(table.Name);
        return new(
            table, landed, job.Tables.Cleansed(table.Name), job.Tables.Published(table.Name)?.Written,
            LoadedFiles.In(landed, table.Dataset, () => LoadedBefore(table.Name)));
    }

    async Task CleanseAsync(CleansingWork work, Func<CleansingWork, Task<StageAccount>> cleanse)
    {
        var account = await job.Home.WriteAsync(work.Target, () => cleanse(work));
        job.Home.Record(work.Target, account, work.Table.Dataset.Versions);
    }

    /// <summary>A table as this job has it, or else as readers see it.</summary>
    ReferencedTable? Referenced(string name, bool isOfThisJob)
    {
        if (isOfThisJob)
            return new ReferencedTable.Cleansed(job.Tables.Cleansed(name));
        return job.Tables.Published(name) is { } published ? new ReferencedTable.Published(published.Table) : null;
    }

    IReadOnlyDictionary<string, string> LoadedBefore(string table) =>
        job.Tables.Published(table) is { } current
            ? job.Home.Catalog.LoadedFiles(current)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
