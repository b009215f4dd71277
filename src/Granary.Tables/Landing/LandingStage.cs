using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Parquet;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>Files to Parquet, every value as text, with lineage. Files of one table are joined by the names of their columns.</summary>
public sealed class LandingStage(StageRun run)
{
    public const string Name = "landing";

    /// <param name="files">Name below the input prefix, and path.</param>
    /// <exception cref="ProblemException">A header cannot be used, the source is empty and must not be, a file is broken or changed, or a row is unaccounted for.</exception>
    public async Task<StageAccount> RunAsync(
        Dataset dataset, IReadOnlyList<(string Name, string Path)> files, TableVersion target, CancellationToken cancellationToken)
    {
        var started = run.Clock.GetTimestamp();
        var sources = new List<SourceFile>();
        try
        {
            var leftOut = new List<string>();
            foreach (var text in files.SelectMany(f => DeliveredText.In(f.Name, f.Path, leftOut)))
                sources.Add(SourceFile.Open(text, dataset.Source, run.TemporaryFolder, cancellationToken));
            RequireRows(dataset, sources);
            var columns = LandedColumns.Of(dataset, sources);
            target.Begin();
            var accounts = await WriteAsync(sources, columns, target, cancellationToken);
            var account = new StageAccount(Name, dataset.Table, target.Address, run.Clock.GetElapsedTime(started), null, accounts,
                [.. leftOut.Select(m => $"{m} is no data and was left out."), .. columns.Notes]);
            account.RequireBalance();
            ColumnsFile.Write(target, columns.Sources);
            AccountFile.Write(target, account);
            return account;
        }
        catch (CsvException e)
        {
            throw new ProblemException(new Problem("GR3004", e.Message, "Nothing was published. Deliver the file again."), e);
        }
        finally
        {
            sources.ForEach(s => s.Dispose());
        }
    }

    static void RequireRows(Dataset dataset, List<SourceFile> sources)
    {
        if (dataset.OnEmpty == OnEmpty.Allow || sources.Any(s => s.File.Counts.Data > 0))
            return;
        throw new ProblemException([.. sources.Select(s => new Problem(
            "GR3002",
            s.Bytes == 0 ? $"{s.Name} is empty." : $"{s.Name} has no rows, only {(s.File.HeaderLine > 0 ? "a header" : "blank lines")}.",
            $"Nothing was published. If this may happen, write \"onEmpty\": \"allow\" in datasets/{dataset.Table}.json."))]);
    }

    async Task<IReadOnlyList<FileAccount>> WriteAsync(
        List<SourceFile> sources, LandedColumns columns, TableVersion target, CancellationToken cancellationToken)
    {
        using var engine = Engine.Start(run.TemporaryFolder);
        using var rejects = new RejectFile(engine.Database);
        var accounts = new List<FileAccount>();
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            var landed = new LandedFile(source.File, source.Name, columns.InFile(i).Count, source.File.HeaderRecords, rejects, run.OnRows);
            source.Watch(cancellationToken);
            var written = await landed.WriteToAsync(
                Path.Combine(target.Folder, $"part-{i + 1:00000}.parquet"), [.. columns.Names.Select((name, c) => (name, columns.PositionIn(i, c)))], LineageOf(source.Name), cancellationToken);
            var counts = source.File.Counts;
            accounts.Add(new(
                source.Name, await source.VerifyAsync(cancellationToken), source.Bytes, counts.Records, counts.Records - counts.Data, counts.Data,
                written, rejects.Count(source.Name), Duplicate: 0));
        }

        rejects.WriteTo(target.RejectsFolder);
        return accounts;
    }

    IReadOnlyList<ParquetColumn> LineageOf(string file) =>
    [
        ParquetColumn.Text(Lineage.SourceFile, file), new(Lineage.SourceLine, ParquetType.Int64), ParquetColumn.Text(Lineage.RunId, run.RunId),
        ParquetColumn.Moment(Lineage.ProcessedAt, run.ProcessedAt),
    ];
}
