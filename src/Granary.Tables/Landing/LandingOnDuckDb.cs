using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>Files to Parquet, every value as text, with lineage. Files of one table are joined by the names of their columns.</summary>
public sealed class LandingOnDuckDb(StageRun run)
{
    /// <param name="files">Name below the input prefix, and path.</param>
    /// <exception cref="ProblemException">A header cannot be used, the source is empty and must not be, a file is broken or changed, or a
    /// row is unaccounted for.</exception>
    public async Task<StageAccount> RunAsync(
        Dataset dataset, IReadOnlyList<(string Name, string Path)> files, TableVersion target, CancellationToken cancellationToken)
    {
        var started = run.Clock.GetTimestamp();
        var opened = new List<DeliveredFile>();
        try
        {
            foreach (var (name, path) in files)
                opened.Add(DeliveredFile.Open(dataset, name, path, run.TemporaryFolder, cancellationToken));
            var plan = LandingPlan.Of(dataset, [.. opened.Select(f => f.Survey)], run.Written);
            target.Begin();
            var accounts = await WriteAsync([.. opened.SelectMany(f => f.Texts)], plan, target, cancellationToken);
            return LandingAccount.Complete(dataset, plan, accounts, target, run.Clock.GetElapsedTime(started));
        }
        finally
        {
            opened.ForEach(f => f.Dispose());
        }
    }

    async Task<IReadOnlyList<SourceAccount>> WriteAsync(
        List<SourceFile> sources, LandingPlan plan, TableVersion target, CancellationToken cancellationToken)
    {
        using var rejects = RejectFile.WithDatabaseOf(run);
        var landing = new TextLanding(run, rejects);
        var accounts = new List<SourceAccount>();
        foreach (var (source, text) in sources.Zip(plan.Texts))
            accounts.Add(await landing.LandAsync(source, text, plan.Names, target.Folder, cancellationToken));
        rejects.WriteTo(target.RejectsFolder);
        return accounts;
    }
}
