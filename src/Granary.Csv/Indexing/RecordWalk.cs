using System.Buffers;
using Granary.Csv.Bytes;

namespace Granary.Csv.Indexing;

/// <summary>
/// Walks over single records from mark to mark, for the index alone: where quoting is unusual, and at the edges of ranges.
/// </summary>
sealed class RecordWalk(ByteSource source, Dialect dialect)
{
    static readonly SearchValues<byte> LineMarks = SearchValues.Create([Dialect.LineFeed, Dialect.CarriageReturn]);

    readonly SearchValues<byte> _plainMarks = SearchValues.Create([dialect.Delimiter[0], Dialect.LineFeed, Dialect.CarriageReturn]);
    readonly SearchValues<byte> _quotedMarks = SearchValues.Create([
        (byte)dialect.Quote, (byte)(dialect.Escape == Dialect.None ? dialect.Quote : dialect.Escape), Dialect.LineFeed,
        Dialect.CarriageReturn,
    ]);
    readonly byte[] _window = new byte[1 << 16];
    long _windowStart;
    int _windowLength;

    /// <param name="start">Offset of a record's first byte.</param>
    public Step Next(long start)
    {
        if (IsLineEnd(At(start)))
            return Line(start, start, 0, StepKind.Blank);
        if (dialect.Comment.Length > 0 && Has(start, dialect.Comment))
            return Line(start, start, 0, StepKind.Comment);

        var lines = 0L;
        var at = start;
        while (true)
        {
            if (IsQuote(at))
            {
                var close = FindClosingQuote(at + dialect.QuoteBytes.Length, ref lines);
                if (close < 0 || !EndsField(close + dialect.QuoteBytes.Length))
                    return Line(start, start, 0, StepKind.Record);
                at = close + dialect.QuoteBytes.Length;
            }
            else
            {
                at = FindFieldEnd(start, at);
            }

            if (at - start > dialect.MaxRecordBytes || !Has(at, dialect.Delimiter))
                return Line(start, at, lines, StepKind.Record);
            at += dialect.Delimiter.Length;
        }
    }

    /// <param name="start">Offset behind the opening quote.</param>
    /// <returns>Offset of the closing quote, or -1 when the field is too long or never closed.</returns>
    long FindClosingQuote(long start, ref long lines)
    {
        for (var at = start; ; at++)
        {
            at = FindMark(at, _quotedMarks, start + dialect.MaxRecordBytes);
            if (at - start > dialect.MaxRecordBytes)
                return -1;
            var here = At(at);
            if (here == Dialect.None)
                return -1;
            if (here == dialect.Escape && IsQuote(at + 1))
                at += dialect.QuoteBytes.Length;
            else if (here == dialect.Escape && At(at + 1) == here)
                at++;
            else if (here == Dialect.CarriageReturn || (here == Dialect.LineFeed && At(at - 1) != Dialect.CarriageReturn))
                lines++;
            else if (IsQuote(at) && dialect.Escape == Dialect.None && IsQuote(at + dialect.QuoteBytes.Length))
                at += (2 * dialect.QuoteBytes.Length) - 1;
            else if (IsQuote(at))
                return at;
        }
    }

    /// <returns>The end of an unquoted field, or a place in it where the record is too long already.</returns>
    long FindFieldEnd(long start, long at)
    {
        while (true)
        {
            at = FindMark(at, _plainMarks, start + dialect.MaxRecordBytes);
            if (at - start > dialect.MaxRecordBytes || EndsField(at))
                return at;
            at++;
        }
    }

    /// <returns>The first mark at or behind the offset; the end of the file or a place behind the limit when there is none
    /// before.</returns>
    long FindMark(long at, SearchValues<byte> marks, long limit)
    {
        while (at <= limit && At(at) != Dialect.None)
        {
            var here = _window.AsSpan(0, _windowLength)[(int)(at - _windowStart)..];
            var found = here.IndexOfAny(marks);
            if (found >= 0)
                return at + found;
            at += here.Length;
        }

        return at;
    }

    bool EndsField(long at)
    {
        var here = At(at);
        return here == Dialect.None || IsLineEnd(here) || (here == dialect.Delimiter[0] && Has(at, dialect.Delimiter));
    }

    Step Line(long start, long from, long linesBefore, StepKind kind)
    {
        var end = FindMark(from, LineMarks, long.MaxValue);
        return new(start, end == source.Length ? end : AfterLineEnd(end), linesBefore + 1, kind);
    }

    long AfterLineEnd(long at) => At(at) == Dialect.CarriageReturn && At(at + 1) == Dialect.LineFeed ? at + 2 : at + 1;

    static bool IsLineEnd(int value) => value is Dialect.LineFeed or Dialect.CarriageReturn;

    bool IsQuote(long at) => At(at) == dialect.Quote && dialect.QuoteBytes.Length > 0 && Has(at, dialect.QuoteBytes);

    bool Has(long at, byte[] text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (At(at + i) != text[i])
                return false;
        }

        return true;
    }

    /// <returns>The byte at the offset, or <see cref="Dialect.None"/> at the end of the file.</returns>
    int At(long offset)
    {
        if ((ulong)(offset - _windowStart) >= (ulong)_windowLength && !Load(offset))
            return Dialect.None;
        return _window[offset - _windowStart];
    }

    bool Load(long offset)
    {
        if (offset >= source.Length)
            return false;
        // The byte before the wanted one is looked at again when that is a line feed.
        _windowStart = Math.Max(0, offset - 1);
        _windowLength = (int)Math.Min(_window.Length, source.Length - _windowStart);
        source.Read(_window.AsSpan(0, _windowLength), _windowStart);
        return true;
    }
}

/// <param name="Lines">Physical lines in the record.</param>
/// <param name="End">Behind its line end.</param>
readonly record struct Step(long Start, long End, long Lines, StepKind Kind);

enum StepKind
{
    Record,
    Blank,
    Comment,
}
