using System.Text;

namespace Granary.Csv.Bytes;

/// <summary>A format's marks as bytes of UTF-8.</summary>
sealed class Dialect
{
    public const byte LineFeed = (byte)'\n';
    public const byte CarriageReturn = (byte)'\r';

    /// <summary>No byte: the mark is not set.</summary>
    public const int None = -1;

    // Stands for the delimiter where fields are cut by their places: UTF-8 never has it.
    const byte InNoText = 0xFF;

    public Dialect(CsvFormat format)
    {
        Delimiter = format.FixedWidth is null ? Encoding.UTF8.GetBytes(format.Delimiter) : [InNoText];
        QuoteBytes = format.Quote is { } quote && format.FixedWidth is null ? Encoding.UTF8.GetBytes([quote]) : [];
        Quote = QuoteBytes.Length > 0 ? QuoteBytes[0] : None;
        Escape = format.Escape is { } escape && escape != format.Quote ? escape : None;
        Comment = Encoding.UTF8.GetBytes(format.Comment ?? "");
        MaxRecordBytes = format.MaxRecordBytes;
        KeepsBlankLines = format.KeepsBlankLines;
        Filler = FindFiller();
    }

    public byte[] Delimiter { get; }

    /// <summary>The quote's only byte, or the first of several; <see cref="None"/> when there are no quotes.</summary>
    public int Quote { get; }

    /// <summary>Empty when there are no quotes.</summary>
    public byte[] QuoteBytes { get; }

    /// <summary>Whether delimiter and quote are one byte each, so that 64 bytes can be looked at together.</summary>
    public bool HasSingleBytes => Delimiter.Length == 1 && QuoteBytes.Length <= 1;

    /// <summary>A byte other than the quote, or <see cref="None"/>: quotes are doubled.</summary>
    public int Escape { get; }

    /// <summary>Empty when there are no comments.</summary>
    public byte[] Comment { get; }

    public int MaxRecordBytes { get; }

    /// <summary>Whether a line without bytes is a record with one empty field.</summary>
    public bool KeepsBlankLines { get; }

    /// <summary>A byte without a meaning, to be put behind the last byte of a buffer that is read in blocks.</summary>
    public byte Filler { get; }

    byte FindFiller()
    {
        var filler = (byte)'a';
        while (filler == Delimiter[0] || filler == Quote || filler == Escape || (Comment.Length > 0 && filler == Comment[0]))
            filler++;
        return filler;
    }
}
