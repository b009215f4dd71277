using Granary.Model;
using Granary.Parquet;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>One text to Parquet, every value as text, with lineage.</summary>
sealed class TextLanding(StageRun run, RejectFile rejects)
{
    /// <param name="folder">Exists; receives <see cref="LandedText.FileName"/>.</param>
    /// <exception cref="ProblemException">The file changed since the plan was made or while it was read, or a row is unaccounted for.</exception>
    public async Task<FileAccount> LandAsync(SourceFile source, LandedText text, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        var landed = new ParallelLanding(source.File, source.Name, text.Columns.Count, source.File.HeaderRecords, rejects, run.OnRows) { SetAside = text.SetAside };
        source.Watch(cancellationToken);
        var written = await landed.WriteToAsync(Path.Combine(folder, text.FileName), [.. names.Zip(text.Positions)], LineageOf(text.Survey.Name), cancellationToken);
        var counts = source.File.Counts;
        return new(
            source.Name, await source.VerifyAsync(cancellationToken), source.Bytes, counts.Records, counts.Records - counts.Data, counts.Data,
            written, rejects.Count(source.Name), Duplicate: 0);
    }

    IReadOnlyList<ParquetColumn> LineageOf(string file) =>
    [
        ParquetColumn.Text(Lineage.SourceFile, file), new(Lineage.SourceLine, ParquetType.Int64), ParquetColumn.Text(Lineage.RunId, run.RunId),
        ParquetColumn.Moment(Lineage.ProcessedAt, run.ProcessedAt),
    ];
}
