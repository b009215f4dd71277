using System.Text;

namespace Granary.Csv.Bytes;

/// <summary>A format's marks as bytes of UTF-8.</summary>
sealed class Dialect
{
    public const byte LineFeed = (byte)'\n';
    public const byte CarriageReturn = (byte)'\r';

    /// <summary>No byte: the mark is not set.</summary>
    public const int None = -1;

    public Dialect(CsvFormat format)
    {
        Delimiter = Encoding.UTF8.GetBytes(format.Delimiter);
        Quote = format.Quote ?? None;
        Escape = format.Escape is { } escape && escape != format.Quote ? escape : None;
        Comment = Encoding.UTF8.GetBytes(format.Comment ?? "");
        MaxRecordBytes = format.MaxRecordBytes;
        Filler = FindFiller();
    }

    public byte[] Delimiter { get; }

    /// <summary>A byte, or <see cref="None"/>.</summary>
    public int Quote { get; }

    /// <summary>A byte other than the quote, or <see cref="None"/>: quotes are doubled.</summary>
    public int Escape { get; }

    /// <summary>Empty when there are no comments.</summary>
    public byte[] Comment { get; }

    public int MaxRecordBytes { get; }

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
