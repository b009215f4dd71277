using System.Text.RegularExpressions;

namespace Granary.Csv.Sniffing;

/// <summary>From what a file is made of to what in it is no data: lines before the header, comments, dashes, totals.</summary>
/// <remarks>Each of these hides lines, so nothing is proposed where the lines could be rows.</remarks>
sealed partial class StructureGuess(Census census, Trial trial)
{
    const int MostPreamble = 50;

    readonly List<CsvFinding> _findings = [];

    public IReadOnlyList<CsvFinding> Findings => _findings;

    public CsvFormat Apply()
    {
        var format = trial.Format;
        if (trial.Fields < 2)
            return format;
        if (EndsWithDelimiters())
            format = format with { HasTrailingDelimiters = true };
        var head = format.HasTrailingDelimiters ? [] : census.First.TakeWhile(r => !r.Fits).ToList();
        var prefix = head.Count > 0 ? Census.PrefixOf(head[0].Raw) : null;
        if (
            prefix is not null
            && census.Commented(prefix) is { Fitting: 0, All: var commented }
            && head.All(r => r.Raw.StartsWith(prefix, StringComparison.Ordinal)))
        {
            _findings.Add(
                new(
                    nameof(CsvFormat.Comment), prefix, CsvSureness.Likely,
                    $"lines that begin with {prefix}: {commented:N0}, the first in line {head[0].Line}; none has {trial.Fields} fields"));
            format = format with { Comment = prefix };
        }
        else if (IsPreamble(head))
        {
            var header = census.First[head.Count];
            _findings.Add(new(nameof(CsvFormat.SkipLines), $"{header.Line - 1}", CsvSureness.Likely,
                $"line {header.Line} is the first with {trial.Fields} fields; before it stands "
                    + $"{head[0].Quote}{(head.Count > 1 ? $" and {head.Count - 1} more" : "")}"));
            format = format with { SkipLines = (int)header.Line - 1 };
        }

        var data = census.First.SkipWhile(r => !r.Fits).Skip(1).ToList();
        if (data.Count > 1 && Dashes.IsMatch(data[0].Raw.Replace(format.Delimiter, " ", StringComparison.Ordinal)))
        {
            _findings.Add(
                new(
                    nameof(CsvFormat.SkipRecords), "1", CsvSureness.Likely,
                    $"line {data[0].Line} holds nothing but lines to look at: {data[0].Quote}"));
            format = format with { SkipRecords = 1 };
        }

        return WithFooter(format);
    }

    CsvFormat WithFooter(CsvFormat format)
    {
        var footer = census.Last.Reverse().TakeWhile(r => !r.Fits && Total.IsMatch(r.Raw)).ToList();
        if (footer.Count == 0 || census.Fitting < 2 * footer.Count)
            return format;
        _findings.Add(new(nameof(CsvFormat.FooterLines), $"{footer.Count}", CsvSureness.Likely,
            $"line {footer[^1].Line} has not {trial.Fields} fields and reads like a summary: {footer[^1].Quote}"));
        return format with { FooterLines = footer.Count };
    }

    /// <summary>Whether the last field is empty in every row, and the header does not name it.</summary>
    bool EndsWithDelimiters()
    {
        if (census.Fitting < 2)
            return false;
        var header = census.First.Find(r => r.Fields >= trial.Fields - 1);
        var isEverywhere = census.FittingEndingEmpty == census.Fitting;
        var headerLacksIt = header is { Fits: false } && header.Fields == trial.Fields - 1 && census.Fitting == census.FittingEndingEmpty;
        if (!isEverywhere && !headerLacksIt)
            return false;
        _findings.Add(
            new(
                nameof(CsvFormat.HasTrailingDelimiters), "true",
                headerLacksIt || census.Fitting > 2 ? CsvSureness.Likely : CsvSureness.Guess,
                $"all {census.Fitting:N0} records with {trial.Fields} fields end with a delimiter and nothing behind "
                    + $"it{(headerLacksIt ? ", and the header has a field less" : "")}"
            ));
        return true;
    }

    /// <summary>Titles and notes have few fields; a header that lacks a column, or rows of another width, do not pass for them.</summary>
    bool IsPreamble(List<Census.Record> head) =>
        head.Count > 0
        && head.Count < census.First.Count
        && census.First[head.Count].Line <= MostPreamble
        && head.All(r => r.Fields == 1 ? trial.Fields > 2 || r.Raw.AsSpan().ContainsAny(' ', ':') : 2 * r.Fields < trial.Fields)
        && census.First.Skip(head.Count).Count(r => r.Fits) >= 2;

    [GeneratedRegex(@"^\s*[-=_+]{2,}[-=_+\s]*$")]
    private static partial Regex Dashes { get; }

    [GeneratedRegex(
        @"^\W*(grand\s+total|sub-?total|total|sum|summary|count|records?|rows?|trailer|trl|footer|end of|end|eof|\d+\s+(rows?|records?))\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Total { get; }
}
