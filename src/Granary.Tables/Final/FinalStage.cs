using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Tables.Final;

/// <summary>Cleansed tables to curated ones, whichever engine writes them, then all of them published at once.</summary>
public sealed class FinalStage(StageJob job)
{
    public const string Name = "final";

    /// <exception cref="ProblemException">A table could not be made, or the cleansed rows are gone. Nothing was published.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var tables = job.Tables.CleansedByThisJob();
        RequireCleansed(tables);
        if (!IsPublished(tables))
            await PublishAsync(tables, cancellationToken);
        job.Home.Catalog.RemoveExpired();
    }

    async Task PublishAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        // What the new versions continue stays until they are published, whatever another run publishes meanwhile.
        using var hold = job.Home.Catalog.Hold();
        var tables = names.Select(job.Tables.Get).Select(t => (Current: Current(t.Dataset), Definition: t)).ToList();
        var work = tables.Select(t => WorkOn(t.Definition, t.Current)).ToList();
        var finish = await job.Engine.FinishAsync(job, work, cancellationToken);
        var finished = new List<FinishedTable>();
        foreach (var (table, (current, definition)) in work.Zip(tables))
            finished.Add(new(await job.Home.WriteAsync(table.Target, () => finish(table)), definition.Dataset, current));
        job.Home.Catalog.Publish(job.Tables.Database, finished);
    }

    FinalWork WorkOn(TableDefinition table, CurrentVersion? current) =>
        new(table, job.Tables.SqlOf(table.Dataset), job.Tables.Cleansed(table.Name), job.Tables.NewFinal(table.Name), Before(current));

    /// <summary>The version whose rows stay; none where each run replaces them.</summary>
    CurrentVersion? Current(Dataset dataset) =>
        LoadStrategy.Of(dataset).KeepsRows ? job.Tables.Continued(dataset.Table) : null;

    LoadedBefore? Before(CurrentVersion? current) =>
        current is null ? null : new(current.Table, job.Home.Catalog.CursorOf(current), job.Home.Catalog.LoadedFiles(current));

    /// <summary>
    /// The job has done its work and died before that was recorded: what readers see must not be written again, nor rows be added twice.
    /// </summary>
    bool IsPublished(IReadOnlyList<string> tables)
    {
        var published = job.Home.Catalog.PublishedByThisRun();
        return published.Count > 0 && tables.All(published.Contains);
    }

    /// <summary>A run that is retried after others may find that they have replaced its cleansed rows.</summary>
    void RequireCleansed(IReadOnlyList<string> tables)
    {
        var gone = job.Home.Recorded()
            .Where(s => s.Stage == CleansedStage.Name)
            .Select(s => s.Table)
            .Except(tables, StringComparer.Ordinal)
            .ToList();
        if (gone.Count > 0)
        {
            throw new ProblemException(
                new Problem(
                    "GR3251", ProblemKind.NotFound,
                    $"The cleansed rows of {string.Join(", ", gone)} that this run has made are no longer kept.",
                    "Nothing was published. Run once more, with the files of this run."));
        }
    }
}
