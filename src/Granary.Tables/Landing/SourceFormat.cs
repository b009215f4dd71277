using Granary.Csv;
using Granary.Model.Datasets;

namespace Granary.Tables.Landing;

/// <summary>How a file's bytes are to be read: what its dataset says, and where it is silent what the file looks like.</summary>
static class SourceFormat
{
    public static CsvFormat Of(DatasetSource source, string path)
    {
        var proposed = source.Delimiter is null && source.FixedWidth is null ? CsvSniffer.Propose(path) : new CsvFormat();
        return proposed with
        {
            Delimiter = source.Delimiter ?? proposed.Delimiter,
            HasTrailingDelimiters = source.TrailingDelimiter,
            FixedWidth = source.FixedWidth is { } layout ? FixedWidth(layout) : null,
            Quote = source.Quote?[0],
            Escape = source.Escape?[0],
            HasHeader = source.Header,
            HeaderRecords = source.HeaderRows,
            SkipLines = source.SkipLines,
            SkipRecords = source.SkipRows,
            FooterLines = source.FooterRows,
            Comment = source.Comment,
            KeepsBlankLines = source.KeepsBlankLines,
            RefusesNul = source.RejectsNul,
            Encoding = source.Encoding is null ? proposed.Encoding : Encoding(source.Encoding),
            MaxRecordBytes = source.MaxRecordBytes,
        };
    }

    static CsvFixedWidth FixedWidth(FixedWidthLayout layout) => new()
    {
        Fields = [.. layout.Columns.Select(c => new CsvFixedField(c.Start, c.Length))],
        PadsShortLines = layout.PadsShortLines,
    };

    /// <returns>The encoding as a dataset file names it.</returns>
    public static string NameOf(CsvEncoding encoding) => encoding switch
    {
        CsvEncoding.Utf8 => "utf-8",
        CsvEncoding.Utf16LittleEndian => "utf-16le",
        CsvEncoding.Utf16BigEndian => "utf-16be",
        CsvEncoding.Windows1252 => "windows-1252",
        CsvEncoding.Latin1 => "latin-1",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    static CsvEncoding Encoding(string name) => name switch
    {
        "utf-8" => CsvEncoding.Utf8,
        "utf-16le" => CsvEncoding.Utf16LittleEndian,
        "utf-16be" => CsvEncoding.Utf16BigEndian,
        "windows-1252" => CsvEncoding.Windows1252,
        "latin-1" => CsvEncoding.Latin1,
        _ => throw new ArgumentException($"{name} is no encoding that a dataset can name.", nameof(name)),
    };
}
