namespace Granary.Csv;

/// <summary>A run of whole records, found by the index.</summary>
/// <param name="Start">Offset of the first record's first byte.</param>
/// <param name="End">Offset behind the last record's line end; the next range's start.</param>
/// <param name="FirstLine">The physical line on which the first record starts, from 1.</param>
/// <param name="Lines">Physical lines in the range.</param>
/// <param name="Counts">What the index counted. A reader that has read the range must have counted the same.</param>
public sealed record CsvRange(long Start, long End, long FirstLine, long Lines, CsvCounts Counts)
{
    /// <summary>Records of every kind.</summary>
    public long Records => Counts.Records;
}

/// <summary>Physical records by what becomes of them. Every record is one of them.</summary>
public readonly record struct CsvCounts
{
    /// <summary>All records, those that are skipped included.</summary>
    public long Records { get; init; }

    /// <summary>Records that name the fields; 0 when there is no header.</summary>
    public long Header { get; init; }

    /// <summary>Records behind the header that <see cref="CsvFormat.SkipRecords"/> leaves out.</summary>
    public long BehindHeader { get; init; }

    /// <summary>Lines without bytes.</summary>
    public long Blank { get; init; }

    public long Comment { get; init; }

    public long Footer { get; init; }

    /// <summary>Lines skipped before the header because <see cref="CsvFormat.SkipLines"/> says so.</summary>
    public long Preamble { get; init; }

    /// <summary>Records that a reader hands out, those with a problem included.</summary>
    public long Data => Records - Header - BehindHeader - Blank - Comment - Footer - Preamble;

    public static CsvCounts operator +(CsvCounts left, CsvCounts right) => Add(left, right);

    public static CsvCounts Add(CsvCounts left, CsvCounts right) => new()
    {
        Records = left.Records + right.Records,
        Header = left.Header + right.Header,
        BehindHeader = left.BehindHeader + right.BehindHeader,
        Blank = left.Blank + right.Blank,
        Comment = left.Comment + right.Comment,
        Footer = left.Footer + right.Footer,
        Preamble = left.Preamble + right.Preamble,
    };
}
