namespace Granary.Model.Datasets;

/// <summary>The files of a dataset and how their bytes become records.</summary>
public sealed record DatasetSource
{
    public const int UsualMaxColumns = 4096;

    /// <summary>
    /// Patterns of names below the place files come from: <c>*</c> and <c>?</c> within a name, a folder ends with <c>/</c>. At least one.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What stands between two fields, one or more characters; null when it is to be found out.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Where columns are in a line; null when a delimiter parts them. Then <see cref="Columns"/> has the same names.</summary>
    public FixedWidthLayout? FixedWidth { get; init; }

    /// <summary>Whether every column ends with a delimiter, the last one too.</summary>
    public bool TrailingDelimiter { get; init; }

    /// <summary>Whether the first record names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Records that name the columns together. 1 to 100.</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>Physical lines before the header, or the first record, that are skipped as they are.</summary>
    public int SkipLines { get; init; }

    /// <summary>Records behind the header that are no data.</summary>
    public int SkipRows { get; init; }

    /// <summary>Records at the end that are no data.</summary>
    public int FooterRows { get; init; }

    /// <summary>With what lines begin that are no data; null when there are none.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether a blank line is a row with one empty value.</summary>
    public bool KeepsBlankLines { get; init; }

    /// <summary>Whether a row with a NUL is rejected; if not, NUL is text.</summary>
    public bool RejectsNul { get; init; }

    /// <summary>The character around fields that hold delimiters or line ends; null when no character does this.</summary>
    public string? Quote { get; init; } = "\"";

    /// <summary>The character that makes a quote inside quotes text; null when the quote is doubled.</summary>
    public string? Escape { get; init; }

    /// <summary>
    /// <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>windows-1252</c> or <c>latin-1</c>; null for UTF-8 unless a byte order mark says
    /// otherwise.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>The file's columns in order, instead of what a header says; null when the header has the word.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Bytes of UTF-8 in the longest record. 64 to 268,435,456; 1 MiB unless set.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 20;

    /// <summary>Columns that a header may have. 1 to 65,536; <see cref="UsualMaxColumns"/> unless set.</summary>
    public int MaxColumns { get; init; } = UsualMaxColumns;
}

/// <summary>Where the columns are in every line.</summary>
/// <param name="Columns">In the order of the line, without overlap. At least one.</param>
/// <param name="PadsShortLines">Whether a line that ends before a column begins has no value there; if not, it has too few columns.</param>
public sealed record FixedWidthLayout(IReadOnlyList<FixedColumn> Columns, bool PadsShortLines);

/// <param name="Start">Its first character, from 1.</param>
/// <param name="Length">Characters, at least 1.</param>
public sealed record FixedColumn(string Name, int Start, int Length);
