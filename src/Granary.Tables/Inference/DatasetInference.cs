using Granary.Csv;
using Granary.Model;
using Granary.Tables.Sources;

namespace Granary.Tables.Inference;

/// <summary>Writes a dataset file for a delivered file that nobody has described.</summary>
/// <param name="temporaryFolder">Must exist.</param>
public sealed class DatasetInference(string temporaryFolder)
{
    /// <param name="path">A file as landing takes it: delimited text, also compressed. Of a zip archive the largest member is looked
    /// at.</param>
    /// <exception cref="ProblemException">The file is damaged, or an archive without data.</exception>
    public DatasetProposal Propose(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            var units = SourceUnit.In(name, path, []);
            if (units.Count == 0)
                throw new ProblemException(new Problem("GR3046", ProblemKind.Data,
                    $"{name} holds no file with data.", "Name a file with rows in it."));
            var largest = units.MaxBy(u => u.Bytes).Unit;
            using var text = largest.Unpack(path, temporaryFolder, cancellationToken);
            var (draft, findings) = Survey(text.Path, cancellationToken);
            if (units.Count > 1 && largest is SourceUnit.ArchiveMember { Member: var member })
                findings.Insert(
                    0,
                    new(
                        "source.files", name, CsvSureness.Certain,
                        $"the archive has {units.Count} files with data; the largest of them, {member}, was looked at"));
            return draft.Propose(name, findings);
        }
        catch (CsvException e)
        {
            throw new ProblemException(new Problem("GR3004", ProblemKind.Data,
                e.Message, "Nothing was written. Get the file once more."), e);
        }
    }

    (DatasetDraft Draft, List<DatasetFinding> Findings) Survey(string path, CancellationToken cancellationToken)
    {
        var proposal = CsvSniffer.Inspect(path, temporaryFolder, cancellationToken);
        var findings = proposal.Findings.Select(DatasetDraft.InItsWords).ToList();
        using var file = CsvFile.Open(path, proposal.Format with { HasHeader = true }, temporaryFolder, cancellationToken);
        var header = file.Header.Select(h => h.Name).ToList();
        var first = header.Count > 0 ? header : [.. Enumerable.Repeat("", proposal.Fields)];
        var survey = RecordSurvey.Of(file, first, cancellationToken);
        var (hasHeader, sure, evidence) = file.HeaderProblem == CsvProblem.None
            ? HeaderInference.Of(file.HeaderLine > 0 ? survey.Columns : [])
            : (false, CsvSureness.Guess, $"the first record cannot be read ({file.HeaderProblem})");
        if (hasHeader && header.Count != proposal.Fields && proposal.Fields > 0)
            (sure, evidence) = (
                CsvSureness.Guess,
                $"{evidence}; it has {header.Count} fields, and most records have {proposal.Fields}: those will be rejected");
        findings.Add(new("source.header", hasHeader ? "true" : "false", sure, evidence));
        if (hasHeader)
            return (new(proposal.Format with { HasHeader = true }, header, survey), findings);

        // What would have been the header is a row; and there is nothing behind a header.
        var format = proposal.Format with { HasHeader = false, SkipRecords = 0 };
        findings.RemoveAll(f => f.Key == "source.skipRows");
        using var whole = CsvFile.Open(path, format, temporaryFolder, cancellationToken);
        return (
            new(
                format, [.. Enumerable.Range(1, Math.Max(1, proposal.Fields)).Select(i => $"column_{i}")],
                RecordSurvey.Of(whole, Nameless(proposal.Fields), cancellationToken)),
            findings);
    }

    /// <summary>First fields that no record has.</summary>
    static List<string> Nameless(int fields) => [.. Enumerable.Repeat("\uFFFF", Math.Max(1, fields))];
}
