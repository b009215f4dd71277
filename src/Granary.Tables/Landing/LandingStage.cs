using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>Delivered files to landed tables of text, whichever engine writes them.</summary>
public sealed class LandingStage(StageJob job)
{
    public const string Name = "landing";

    /// <param name="inputs">By table, the names of its files below the input prefix.</param>
    /// <exception cref="ProblemException">Tables could not be landed; the problems of all of them. The others are.</exception>
    public async Task RunAsync(IReadOnlyList<(string Table, IReadOnlyList<string> Files)> inputs, CancellationToken cancellationToken)
    {
        var attempts = new TableAttempts();
        var tables = new List<LandingWork>();
        using (job.Home.Catalog.Hold())
        {
            foreach (var (table, files) in inputs)
                attempts.Try(table, () => tables.Add(WorkOn(table, files)));
        }

        var land = await job.Engine.LandAsync(job, tables, cancellationToken);
        foreach (var work in tables)
            await attempts.TryAsync(work.Table.Name, () => LandAsync(work, land));
        attempts.RequireAll();
    }

    LandingWork WorkOn(string table, IReadOnlyList<string> files)
    {
        if (Names.CheckTable(table) is { } wrongName)
            throw new ProblemException(wrongName);
        var definition = job.Tables.Get(table);

        // A later stage would refuse it, too, when all the work was done.
        if (job.Engine.Objection(definition.Dataset) is { } objection)
            throw new ProblemException(objection);
        return new(definition, files, job.Tables.Landed(table), job.Tables.Published(table)?.Written);
    }

    async Task LandAsync(LandingWork work, Func<LandingWork, Task<Ledger.StageAccount>> land)
    {
        var account = await job.Home.WriteAsync(work.Target, () => land(work));
        job.Home.Record(work.Target, account, work.Table.Dataset.Versions);
    }
}
