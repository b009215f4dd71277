using System.Buffers;
using System.Text;
using Granary.Csv.Bytes;
using Granary.Csv.Sources;

namespace Granary.Csv.Sniffing;

/// <summary>
/// Looks at a whole file to find out how it is written: its bytes, then its first lines in several formats, then all of it in the best of
/// them.
/// </summary>
static class Inspection
{
    const int SampleBytes = 1 << 20;

    public static CsvProposal Of(string path, string temporaryFolder, CancellationToken cancellationToken)
    {
        var facts = ByteFacts.Of(path, cancellationToken);
        var (encoding, encodingFinding) = EncodingGuess.Of(facts);
        var sample = Path.Combine(temporaryFolder, $"sample-{Guid.NewGuid():N}.txt");
        try
        {
            var text = WriteSample(path, encoding, sample);
            var trial = new DialectGuess(sample, text, temporaryFolder).Find();
            trial = trial with { Format = trial.Format with { Encoding = encoding } };
            using var file = CsvFile.Open(path, trial.Format, temporaryFolder, cancellationToken);
            var census = Census.Of(file, trial.Fields, cancellationToken);
            var structure = new StructureGuess(census, trial);
            var format = structure.Apply();
            var fields = format.HasTrailingDelimiters ? trial.Fields - 1 : trial.Fields;
            return new(format, census.Records == 0 ? 0 : fields, [encodingFinding, .. Findings(trial, census), .. structure.Findings]);
        }
        finally
        {
            File.Delete(sample);
        }
    }

    static IEnumerable<CsvFinding> Findings(Trial trial, Census census)
    {
        var format = trial.Format;
        var share = census.Records == 0 ? 0 : (double)census.Fitting / census.Records;
        if (census.Records == 0)
            yield return new(nameof(CsvFormat.Delimiter), format.Delimiter, CsvSureness.Guess, "the file has no record");
        else if (trial.Fields == 1)
            yield return new(
                nameof(CsvFormat.Delimiter), format.Delimiter, CsvSureness.Guess,
                "nothing parts most records into the same number of fields; each line is one column");
        else
            yield return new(
                nameof(CsvFormat.Delimiter), format.Delimiter,
                share >= 0.99 && census.Fitting > 2 ? CsvSureness.Certain
                    : share >= 0.8 ? CsvSureness.Likely
                    : CsvSureness.Guess,
                $"records with {trial.Fields} fields: {census.Fitting:N0} of "
                    + $"{census.Records:N0}{(census.Others is { } others ? $"; with {others.Fields}: {others.Records:N0}" : "")}"
            );

        var quote = format.Quote is { } q ? q.ToString() : "none";
        var broken = census.WithProblem > 0 ? $"; records where it is not closed or has text behind it: {census.WithProblem:N0}" : "";
        if (format.Quote is null)
            yield return new(
                nameof(CsvFormat.Quote), quote, CsvSureness.Likely,
                "double quotes begin fields that do not end with them, so that fewer records could be read with quotes than without");
        else if (census.Quoted == 0)
            yield return new(nameof(CsvFormat.Quote), quote, CsvSureness.Guess, $"no field has quotes; this is the usual one{broken}");
        else
            yield return new(
                nameof(CsvFormat.Quote), quote, census.WithProblem == 0 ? CsvSureness.Certain : CsvSureness.Likely,
                $"fields that begin and end with it: {census.Quoted:N0}{broken}");
        if (format.Escape is { } escape)
            yield return new(
                nameof(CsvFormat.Escape), escape.ToString(), CsvSureness.Likely,
                $"it stands before quotes inside quotes; fields with it: {census.Escaped:N0}");
        if (census.WithNul > 0)
            yield return new(
                nameof(CsvFormat.RefusesNul), "false", CsvSureness.Guess,
                $"records with NUL bytes, which stay in their values: {census.WithNul:N0}");
    }

    /// <summary>Writes the file's first whole lines as UTF-8.</summary>
    /// <returns>The same, as text.</returns>
    static string WriteSample(string path, CsvEncoding encoding, string target)
    {
        using var input = SourceFile.OpenText(path);
        var bytes = new byte[SampleBytes];
        bytes = bytes[..input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        var isWhole = bytes.Length < SampleBytes;
        var text = new ArrayBufferWriter<byte>(bytes.Length + 1);
        Transcoder.From(encoding).Write(bytes.AsSpan(ByteOrderMark.Find(bytes, encoding).Length), isLast: true, text);
        var whole = text.WrittenSpan;
        if (!isWhole && whole.LastIndexOfAny(Dialect.LineFeed, Dialect.CarriageReturn) is > 0 and var end)
            whole = whole[..(end + 1)];
        File.WriteAllBytes(target, whole);
        return Encoding.UTF8.GetString(whole);
    }
}
