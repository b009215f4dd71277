namespace Granary.Csv;

/// <summary>How the bytes of a file are to be read as records.</summary>
/// <remarks>
/// The rules, which the index, the reader and the tests follow independently of each other:
/// <list type="bullet">
/// <item>A line ends with LF, CRLF or a lone CR, mixed as they come, or with the file. Lines count from 1, also those inside quotes.</item>
/// <item>A line without bytes is blank, unless <see cref="KeepsBlankLines"/> makes it a record with one empty field; a line that starts
/// with <see cref="Comment"/> is a comment, whatever quotes it holds. Both are skipped and counted.</item>
/// <item>A quote opens a quoted field only as the first character of the field. Elsewhere in an unquoted field it is text, and so is an
/// escape.</item>
/// <item>Inside quotes a doubled quote is a quote. Where <see cref="Escape"/> is set it stands before a quote or itself to make them text,
/// and a doubled quote has no meaning. Before anything else the escape is text.</item>
/// <item>A closing quote is followed by the delimiter, a line end or the end of the file. Otherwise, and where a quoted field is not closed
/// before the file ends or holds more than <see cref="MaxRecordBytes"/>, the quoting is broken: the record is the one line it starts on
/// (<see cref="CsvProblem.BrokenQuote"/>), and reading goes on with the next line.</item>
/// <item>A record that is longer than <see cref="MaxRecordBytes"/> at the end of one of its fields is too long
/// (<see cref="CsvProblem.TooLong"/>): it ends at the first line end from there, whatever quotes come before it.</item>
/// <item>Where <see cref="FixedWidth"/> is set every line is a record, and neither delimiter nor quote has a meaning.</item>
/// <item>NUL is text like any other character. The end of the file needs no line end.</item>
/// </list>
/// </remarks>
public sealed record CsvFormat
{
    /// <summary>What stands between two fields: 1 to 16 bytes of UTF-8, none of them a line end. A comma unless set.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// Any character but a line end and half of a surrogate pair, or null for files in which quotes mean nothing. The double quote unless
    /// set.
    /// </summary>
    public char? Quote { get; init; } = '"';

    /// <summary>
    /// The ASCII character that makes a quote inside quotes text, such as a backslash. Null, or the quote itself: a quote is doubled.
    /// </summary>
    public char? Escape { get; init; }

    /// <summary>Whether the first record that is neither blank nor a comment names the fields. True unless set.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// How many records name the fields together, when there is a header. 1 to 100; 1 unless set. Blank lines and comments between them are
    /// skipped.
    /// </summary>
    public int HeaderRecords { get; init; } = 1;

    /// <summary>
    /// Records behind the header, or where it would be, that are no data: units, dashes. Blank lines and comments are not among them. 0 or
    /// more; 0 unless set.
    /// </summary>
    public int SkipRecords { get; init; }

    /// <summary>
    /// Physical lines before the header that are skipped as they are, whatever quotes they hold. 0 or more; 0 unless set.
    /// </summary>
    public int SkipLines { get; init; }

    /// <summary>
    /// Records at the end of the file that are no data; blank lines and comments are not among them. 0 or more; 0 unless set.
    /// </summary>
    public int FooterLines { get; init; }

    /// <summary>Whether a line without bytes behind the header is a record with one empty field. Unless set it is skipped.</summary>
    public bool KeepsBlankLines { get; init; }

    /// <summary>
    /// Whether every field ends with a delimiter, the last one too: an empty field at a record's end, without quotes, is then none. A
    /// record keeps one field at least.
    /// </summary>
    public bool HasTrailingDelimiters { get; init; }

    /// <summary>Whether a record with a NUL has a problem, <see cref="CsvProblem.HasNul"/>. Unless set NUL is text.</summary>
    public bool RefusesNul { get; init; }

    /// <summary>Where fields are in a line; null unless set, when delimiters part them.</summary>
    public CsvFixedWidth? FixedWidth { get; init; }

    /// <summary>The text with which a comment line begins, or null when there are none.</summary>
    public string? Comment { get; init; }

    /// <summary>UTF-8 unless set. A byte order mark in the file is believed before this.</summary>
    public CsvEncoding Encoding { get; init; }

    /// <summary>
    /// Bytes of UTF-8 in the longest record, without its line end; how far an open quote is followed, too. 64 to 268,435,456; 1 MiB unless
    /// set.
    /// </summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>Bytes between the nominal cuts at which the file is divided into ranges. 1 to 268,435,456; 4 MiB unless set.</summary>
    public int RangeBytes { get; init; } = 4 << 20;

    /// <returns>Everything that is wrong with the settings, a sentence each; nothing when they can be used.</returns>
    public IEnumerable<string> Validate()
    {
        if (System.Text.Encoding.UTF8.GetByteCount(Delimiter) is < 1 or > 16)
            yield return $"The delimiter '{Delimiter}' has {System.Text.Encoding.UTF8.GetByteCount(Delimiter)} bytes; it has 1 to 16.";
        if (Delimiter.AsSpan().ContainsAny('\r', '\n'))
            yield return "The delimiter holds a line end.";
        if (!IsText(Delimiter))
            yield return "The delimiter is not valid UTF-16.";
        if (Quote is { } quote)
        {
            if (quote is '\r' or '\n' || char.IsSurrogate(quote))
                yield return $"The quote '{quote}' is a line end or half of a surrogate pair.";
            if (Delimiter.Contains(quote))
                yield return $"The quote '{quote}' is part of the delimiter '{Delimiter}'.";
        }

        if (Escape is { } escape)
        {
            if (escape != Quote && !IsMark(escape))
                yield return $"The escape '{escape}' is not an ASCII character other than a line end.";
            if (Delimiter.Contains(escape))
                yield return $"The escape '{escape}' is part of the delimiter '{Delimiter}'.";
            if (Quote is null)
                yield return $"The escape '{escape}' is set without a quote; it has a meaning inside quotes only.";
        }

        if (SkipLines < 0)
            yield return $"skipLines is {SkipLines}; it is 0 or more.";
        if (HeaderRecords is < 1 or > 100)
            yield return $"headerRecords is {HeaderRecords}; it goes from 1 to 100.";
        if (SkipRecords < 0)
            yield return $"skipRecords is {SkipRecords}; it is 0 or more.";
        if (FooterLines < 0)
            yield return $"footerLines is {FooterLines}; it is 0 or more.";
        if (Comment is { } comment && (comment.Length == 0 || comment.AsSpan().ContainsAny('\r', '\n') || !IsText(comment)))
            yield return "The comment prefix is empty, holds a line end or is not valid UTF-16.";
        foreach (var objection in FixedWidth?.Validate() ?? [])
            yield return objection;
        if (!Enum.IsDefined(Encoding))
            yield return $"The encoding {(int)Encoding} is not known.";
        if (MaxRecordBytes is < 64 or > 1 << 28)
            yield return $"maxRecordBytes is {MaxRecordBytes}; it goes from 64 to {1 << 28}.";
        if (RangeBytes is < 1 or > 1 << 28)
            yield return $"rangeBytes is {RangeBytes}; it goes from 1 to {1 << 28}.";
    }

    /// <summary>Whether it has no half of a surrogate pair.</summary>
    static bool IsText(string text) => text == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    static bool IsMark(char c) => char.IsAscii(c) && c is not ('\r' or '\n');
}

/// <summary>
/// The encodings that files come in. What has no meaning in one of them is never replaced: its record is
/// <see cref="CsvProblem.Undecodable"/>.
/// </summary>
public enum CsvEncoding
{
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,

    /// <summary>Five bytes (81, 8D, 8F, 90, 9D) mean nothing in it.</summary>
    Windows1252,
    Latin1,
}
