using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Spark;

/// <summary>What a piece of a date or time tells.</summary>
enum MomentPiece
{
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    DayOfYear,
    Hour,
    HourOfHalfDay,
    HalfDay,
    Minute,
    Second,
    Fraction,

    /// <summary>All of it; empty where a pattern may lack it.</summary>
    Offset,
    OffsetHours,
    OffsetMinutes,
}

/// <summary>
/// A pattern of dates or times as a regular expression of Java, which tells all that can be told of digits alone: only how many days a
/// month has is left to say.
/// </summary>
/// <remarks>
/// No part can match in two ways, so that trying again never finds what <see cref="TimePattern"/>, which does not try again, refuses.
/// </remarks>
sealed class MomentRegex
{
    const string Months = "january february march april may june july august september october november december";
    const string Weekdays = "monday tuesday wednesday thursday friday saturday sunday";

    readonly StringBuilder _regex = new();
    readonly List<MomentPiece> _pieces = [];
    int _groups;

    /// <summary>ISO 8601 as <see cref="TimePattern.IsoTimestamps"/> takes it, in one.</summary>
    public static MomentRegex IsoTimestamp { get; } =
        new MomentRegex().Date().Literal("(?:[T ]").Time().Literal("(?:").Offset().Literal(")?)?");

    /// <summary>The usual times of day, in one.</summary>
    public static MomentRegex IsoTime { get; } = new MomentRegex().Time();

    public static MomentRegex Of(TimePattern pattern)
    {
        var regex = new MomentRegex();
        var literal = new List<byte>();
        foreach (var (directive, mark, isWide) in pattern.Parts)
        {
            if (directive == '\0')
            {
                literal.Add(mark);
                continue;
            }

            regex.Literal(Escaped(literal));
            literal.Clear();
            regex.Directive(directive, isWide);
        }

        return regex.Literal(Escaped(literal));
    }

    public IReadOnlyList<MomentPiece> Pieces => _pieces;

    /// <summary>The place of a piece among them; -1 for one that is not there.</summary>
    public int IndexOf(MomentPiece piece) => _pieces.IndexOf(piece);

    /// <summary>A whole text; the second half takes every text and leaves all groups empty.</summary>
    public string Text => $@"\A(?:{_regex}\z|[\s\S]*+)";

    /// <summary>All groups with commas between, in the order of <see cref="Pieces"/>.</summary>
    public string Replacement => string.Join(',', Enumerable.Range(1, _groups).Select(n => $"${n}"));

    MomentRegex Date() =>
        Directive('Y', isWide: false).Literal("-").Directive('m', isWide: false).Literal("-").Directive('d', isWide: false);

    MomentRegex Time() =>
        Directive('H', isWide: false)
            .Literal(":")
            .Directive('M', isWide: false)
            .Literal("(?::")
            .Directive('S', isWide: false)
            .Literal(@"(?:\.")
            .Directive('f', isWide: false)
            .Literal(")?)?");

    MomentRegex Directive(char directive, bool isWide) => directive switch
    {
        'Y' => Group(MomentPiece.Year, "(?!0000)[0-9]{4}"),
        'y' => Group(MomentPiece.ShortYear, "[0-9]{2}"),
        'm' => Group(MomentPiece.Month, "0[1-9]|1[0-2]", isWide ? null : "[1-9]"),
        'd' => Group(MomentPiece.Day, "0[1-9]|[12][0-9]|3[01]", isWide ? null : "[1-9]"),
        'j' => Group(MomentPiece.DayOfYear, "[0-9]{3}", isWide ? null : "[0-9]{1,2}"),
        'H' => Group(MomentPiece.Hour, "[01][0-9]|2[0-3]", isWide ? null : "[0-9]"),
        'I' => Group(MomentPiece.HourOfHalfDay, "0[1-9]|1[0-2]", isWide ? null : "[1-9]"),
        'M' => Group(MomentPiece.Minute, "[0-5][0-9]", isWide ? null : "[0-9]"),
        'S' => Group(MomentPiece.Second, "[0-5][0-9]", isWide ? null : "[0-9]"),
        'f' or 'g' or 'n' => Group(MomentPiece.Fraction, "[0-9]{1,9}+"),
        'p' => Group(MomentPiece.HalfDay, "(?i:am|pm)"),
        'b' => Group(MomentPiece.MonthName, Names(Months, isWhole: false)),
        'B' => Group(MomentPiece.MonthName, Names(Months, isWhole: true)),
        'a' => Literal(Names(Weekdays, isWhole: false)),
        'A' => Literal(Names(Weekdays, isWhole: true)),
        _ => Offset(),
    };

    /// <param name="regex">With as many digits as there can be.</param>
    /// <param name="narrow">With fewer, of which no digit is left behind; null when there may not be fewer.</param>
    MomentRegex Group(MomentPiece piece, string regex, string? narrow = null)
    {
        _pieces.Add(piece);
        _groups++;
        return Literal(narrow is null ? $"({regex})" : $"({regex}|{narrow}(?![0-9]))");
    }

    MomentRegex Offset()
    {
        _pieces.AddRange([MomentPiece.Offset, MomentPiece.OffsetHours, MomentPiece.OffsetMinutes]);
        _groups += 3;
        return Literal("([zZ]|[-+](0[0-9]|1[0-8])(?::?([0-5][0-9])|(?![:0-9])))");
    }

    MomentRegex Literal(string regex)
    {
        _regex.Append(regex);
        return this;
    }

    static string Names(string names, bool isWhole) => $"(?i:{string.Join('|', names.Split(' ').Select(n => isWhole ? n : n[..3]))})";

    static string Escaped(List<byte> literal) =>
        string.Concat(
            Encoding.UTF8.GetString([.. literal]).Select(c => char.IsAsciiLetterOrDigit(c) || c > '\u007F' ? $"{c}" : $"\\u{(int)c:X4}"));
}
