using Granary.Csv.Sniffing;

namespace Granary.Csv;

/// <summary>Proposes a format where nobody wrote one down.</summary>
public static class CsvSniffer
{
    /// <summary>Looks at the file's name, its byte order mark and its first 64 KiB.</summary>
    /// <returns>The encoding of its byte order mark, else UTF-8; tab for <c>.tsv</c>, pipe for <c>.psv</c>, else the delimiter among comma,
    /// semicolon, tab and pipe that gives the most records the same number of fields, more than one; when it does not give it to all, a
    /// caret, a tilde or a control character that does; a comma when none gives any. All else as it is unless set.</returns>
    /// <exception cref="CsvException">The file is compressed, and damaged in what was looked at.</exception>
    public static CsvFormat Propose(string path) => QuickGuess.Of(path);

    /// <summary>Looks at all of a file, for a person who will write down how it is to be read.</summary>
    /// <param name="temporaryFolder">Must exist.</param>
    /// <returns>The format that most records fit, without a header, and what speaks for each of its settings.</returns>
    /// <exception cref="CsvException">The file is damaged, or in UTF-32.</exception>
    public static CsvProposal Inspect(string path, string temporaryFolder, CancellationToken cancellationToken = default) =>
        Inspection.Of(path, temporaryFolder, cancellationToken);
}
