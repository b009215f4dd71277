using System.Text;
using Granary.Csv.Sources;

namespace Granary.Csv.Sniffing;

/// <summary>Finds the delimiter in the beginning of a file: for a run of a table whose dataset file does not name it.</summary>
/// <remarks><see cref="DialectGuess"/> tries far more, for a person who will write down what it found.</remarks>
static class QuickGuess
{
    const int SampleBytes = 1 << 16;
    const int SampleRecords = 100;

    static readonly char[] Usual = [.. Delimiters.Usual.Select(d => d[0])];

    /// <summary>Those of one byte in every encoding: the sample is read byte by byte.</summary>
    static readonly char[] Rare = [.. Delimiters.Rare.Where(d => d is [< '\u0080']).Select(d => d[0])];

    public static CsvFormat Of(string path)
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
        var best = Usual.MaxBy(d => Score(text, d, isCut));
        if (
            Score(text, best, isCut).Records < FieldCounts(text, best, isCut).Count
            && Array.Find(Rare, d => PartsAll(text, d, isCut)) is not '\0' and var rare)
            best = rare;
        return format with { Delimiter = best.ToString() };
    }

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
