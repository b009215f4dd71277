using System.Text;
using Granary.Csv.Sniffing;
using Granary.Csv.Sources;

namespace Granary.Csv;

/// <summary>Proposes a format where nobody wrote one down.</summary>
public static class CsvSniffer
{
    const int SampleBytes = 1 << 16;
    const int SampleRecords = 100;

    static readonly char[] Delimiters = [',', ';', '\t', '|'];

    // Chosen by somebody because they are in no text. In every record as often, they are nothing else.
    static readonly char[] RareDelimiters = ['^', '~', '\u0001', '\u001F', '\u0014'];

    /// <summary>Looks at the file's name, its byte order mark and its first 64 KiB.</summary>
    /// <returns>The encoding of its byte order mark, else UTF-8; tab for <c>.tsv</c>, pipe for <c>.psv</c>, else the delimiter among comma,
    /// semicolon, tab and pipe that gives the most records the same number of fields, more than one; when it does not give it to all, a
    /// caret, a tilde or a control character that does; a comma when none gives any. All else as it is unless set.</returns>
    /// <exception cref="CsvException">The file is compressed, and damaged in what was looked at.</exception>
    public static CsvFormat Propose(string path)
    {
        using var input = SourceFile.OpenText(path);
        var sample = new byte[SampleBytes];
        sample = sample[..input.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)];
        var mark = ByteOrderMark.Find(sample, CsvEncoding.Utf8);
        var format = new CsvFormat { Encoding = mark.Encoding };
        if (FromName(path) is { } delimiter)
            return format with { Delimiter = delimiter };

        var text = TextOf(sample.AsSpan(mark.Length), mark.Encoding);
        var isCut = sample.Length == SampleBytes;
        var best = Delimiters.MaxBy(d => Score(text, d, isCut));
        if (
            Score(text, best, isCut).Records < FieldCounts(text, best, isCut).Count
            && Array.Find(RareDelimiters, d => PartsAll(text, d, isCut)) is not '\0' and var rare)
            best = rare;
        return format with { Delimiter = best.ToString() };
    }

    /// <summary>Looks at all of a file, for a person who will write down how it is to be read.</summary>
    /// <param name="temporaryFolder">Must exist.</param>
    /// <returns>The format that most records fit, without a header, and what speaks for each of its settings.</returns>
    /// <exception cref="CsvException">The file is damaged, or in UTF-32.</exception>
    public static CsvProposal Inspect(string path, string temporaryFolder, CancellationToken cancellationToken = default) =>
        Inspection.Of(path, temporaryFolder, cancellationToken);

    static string? FromName(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(path) : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".TSV" => "\t",
            ".PSV" => "|",
            _ => null,
        };
    }

    static string TextOf(ReadOnlySpan<byte> bytes, CsvEncoding encoding) => encoding switch
    {
        CsvEncoding.Utf16LittleEndian => Encoding.Unicode.GetString(bytes),
        CsvEncoding.Utf16BigEndian => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.Latin1.GetString(bytes),
    };

    /// <returns>Records with the most frequent number of fields, if that is more than one, among the first; the more fields the better
    /// where records are equal.</returns>
    static (int Records, int Fields) Score(string text, char delimiter, bool isCut)
    {
        var counts = FieldCounts(text, delimiter, isCut);
        return counts.Where(c => c > 1).CountBy(c => c).Select(c => (c.Value, c.Key)).DefaultIfEmpty((0, 0)).Max();
    }

    static bool PartsAll(string text, char delimiter, bool isCut) =>
        FieldCounts(text, delimiter, isCut) is [_, _, ..] counts && counts[0] > 1 && counts.Distinct().Count() == 1;

    static List<int> FieldCounts(string text, char delimiter, bool isCut)
    {
        var counts = new List<int>();
        var fields = 1;
        var isQuoted = false;
        var isEmpty = true;
        for (var i = 0; i < text.Length && counts.Count < SampleRecords; i++)
        {
            var c = text[i];
            var startsField = isEmpty || text[i - 1] == delimiter;
            if (c == '"' && (isQuoted || startsField))
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is '\n' or '\r')
            {
                if (!isEmpty)
                    counts.Add(fields);
                (fields, isEmpty) = (1, true);
                continue;
            }
            else if (!isQuoted && c == delimiter)
            {
                fields++;
            }

            isEmpty = false;
        }

        if (!isEmpty && !isCut)
            counts.Add(fields);
        return counts;
    }
}
