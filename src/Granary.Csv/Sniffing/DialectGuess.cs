namespace Granary.Csv.Sniffing;

/// <summary>Finds delimiter, quote and escape by trying them on a file's first lines.</summary>
sealed class DialectGuess(string sample, string text, string temporaryFolder)
{
    /// <summary>Less than this of the records with the same number of fields is no delimiter.</summary>
    const double LeastShare = 0.3;

    public Trial Find()
    {
        var trials = Delimiters.Usual
            .Where(Occurs)
            .Select(d => Best(Format(d)))
            .Where(t => t.Fields > 1 && t.Share >= LeastShare && (t.Fitting > 1 || t.Records <= 2))
            .ToList();
        var best = trials.OrderByDescending(t => t.Share).ThenByDescending(t => t.Fields).FirstOrDefault();
        foreach (var delimiter in Delimiters.Rare.Where(Occurs))
        {
            // Nobody writes these by chance, as many in every line. A longer one also gives fields where half of it does.
            var trial = Best(Format(delimiter));
            if (
                trial.Fields > 1
                && trial.Share >= (best is null ? 0.9 : 0.99)
                && (best is null || trial.Share > best.Share || IsHalfOf(best.Format.Delimiter, delimiter)))
                best = trial;
        }

        // One column: what is not in the file separates nothing.
        return best ?? Best(Format(Delimiters.Usual.Concat(Delimiters.Rare).FirstOrDefault(d => !Occurs(d)) ?? Delimiters.Usual[0]));
    }

    static CsvFormat Format(string delimiter) => new() { Delimiter = delimiter, HasHeader = false };

    /// <summary>The double quote, unless something else reads clearly more records well.</summary>
    Trial Best(CsvFormat format)
    {
        var best = Of(format);
        if (text.Contains("\\\"", StringComparison.Ordinal))
            best = Better(best, Of(format with { Escape = '\\' }));
        if (text.Contains('\''))
            best = Better(best, Of(format with { Quote = '\'' }), needsQuoted: true);
        if (text.Contains('\u00FE') && format.Delimiter != "\u00FE")
            best = Better(best, Of(format with { Quote = '\u00FE' }), needsQuoted: true);
        // One bad quote among good ones is a bad row, and no reason to keep the quotes of all others in their values.
        if (best.Broken > best.Quoted && (best.Broken > 1 || best.BeginsBroken))
            best = Better(best, Of(format with { Quote = null }));
        return best;
    }

    /// <param name="needsQuoted">Whether the other has to find fields in its quotes, a tenth of all, and the first none.</param>
    static Trial Better(Trial one, Trial other, bool needsQuoted = false)
    {
        var isBetter = other.Fitting * (double)Math.Max(1, one.Records) > one.Fitting * (double)Math.Max(1, other.Records);
        if (needsQuoted)
            return one.Quoted == 0 && other.Share >= one.Share && other.Quoted * 10 >= (long)other.Records * other.Fields ? other : one;
        return isBetter && other.Fields >= one.Fields ? other : one;
    }

    Trial Of(CsvFormat format) => Trial.Of(sample, format, temporaryFolder);

    bool Occurs(string delimiter) => text.Contains(delimiter, StringComparison.Ordinal);

    bool IsHalfOf(string one, string longer) => longer.Length > 1 && longer.Contains(one, StringComparison.Ordinal) && StandsAlone(longer);

    /// <summary>Whether no part of a delimiter of several characters stands without the others.</summary>
    bool StandsAlone(string delimiter) =>
        delimiter.Distinct().All(c => text.Count(t => t == c) == Occurrences(delimiter) * delimiter.Count(d => d == c));

    int Occurrences(string delimiter)
    {
        var count = 0;
        for (var at = 0; text.IndexOf(delimiter, at, StringComparison.Ordinal) is >= 0 and var found; at = found + delimiter.Length)
            count++;
        return count;
    }
}
