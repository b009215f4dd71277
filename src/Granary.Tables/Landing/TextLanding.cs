using Granary.Csv;
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
    /// <exception cref="ProblemException">The file is damaged, or changed since the plan was made or while it was read, or a row is
    /// unaccounted for.</exception>
    public async Task<SourceAccount> LandAsync(
        SourceFile source, LandedText text, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(source, text, names, folder, cancellationToken);
        }
        catch (CsvException e)
        {
            throw new ProblemException(DeliveredFile.Damaged(text.Survey.Source.Name, e), e);
        }
    }

    async Task<SourceAccount> WriteAsync(
        SourceFile source, LandedText text, IReadOnlyList<string> names, string folder, CancellationToken cancellationToken)
    {
        var landed = new ParallelLanding(source, text.Columns.Count, rejects, run.OnRows) { WhyRejected = text.WhyRejected };
        var (written, sha256) = await landed.WriteToAsync(
            Path.Combine(folder, text.FileName), [.. names.Zip(text.Positions)], LineageOf(text.Survey.Source.Name), cancellationToken);
        sha256 ??= source.Delivered.Sha256;
        source.Delivered.RequireUnchanged(text.Survey.Source.Name);
        var counts = source.File.Counts;
        return new(
            text.Survey.Source, sha256, source.Delivered.Length, counts.Records, counts.Records - counts.Data, counts.Data,
            written, rejects.Count(text.Survey.Source.Name), Duplicate: 0);
    }

    IReadOnlyList<ParquetColumn> LineageOf(string file) =>
        [
            ParquetColumn.Text(Lineage.SourceFile, file), new(Lineage.SourceLine, ParquetType.Int64),
            ParquetColumn.Text(Lineage.RunId, run.RunId), ParquetColumn.Moment(Lineage.ProcessedAt, run.ProcessedAt),
        ];
}
