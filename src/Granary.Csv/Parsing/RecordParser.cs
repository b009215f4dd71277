using System.Buffers;
using Granary.Csv.Bytes;

namespace Granary.Csv.Parsing;

/// <summary>
/// Reads single records by the letter of the rules of <see cref="CsvFormat"/>, for what <see cref="Structure"/> leaves out.
/// </summary>
sealed class RecordParser
{
    readonly Dialect _dialect;
    readonly SearchValues<byte> _fieldEnds;
    readonly SearchValues<byte> _quotedMarks;
    CsvField[] _fields = new CsvField[16];
    int _count;

    public RecordParser(Dialect dialect)
    {
        _dialect = dialect;
        _fieldEnds = SearchValues.Create([dialect.Delimiter[0], Dialect.LineFeed, Dialect.CarriageReturn]);
        _quotedMarks = SearchValues.Create(
            dialect.Escape == Dialect.None ? [(byte)dialect.Quote] : [(byte)dialect.Quote, (byte)dialect.Escape]);
    }

    public ReadOnlySpan<CsvField> Fields => _fields.AsSpan(0, _count);

    /// <summary>
    /// After <see cref="Outcome.Ended"/> the index of the line end or the end of the data; after <see cref="Outcome.TooLong"/> where to
    /// look for it.
    /// </summary>
    public int End { get; private set; }

    /// <summary>Line ends inside quotes before <see cref="End"/>.</summary>
    public int LinesInside { get; private set; }

    /// <param name="start">Index of the record's first byte, which is no line end.</param>
    /// <param name="isWhole">Whether the file ends where the data do.</param>
    public Outcome Parse(ReadOnlySpan<byte> data, int start, bool isWhole)
    {
        _count = 0;
        LinesInside = 0;
        End = start;
        while (true)
        {
            var outcome = IsQuote(data[End..], isWhole) switch
            {
                true => ParseQuoted(data, isWhole),
                false => ParsePlain(data, start, isWhole),
                null => Outcome.Unknown,
            };
            if (outcome != Outcome.Ended)
                return outcome;
            if (End - start > _dialect.MaxRecordBytes)
                return Outcome.TooLong;
            if (End == data.Length || data[End] is Dialect.LineFeed or Dialect.CarriageReturn)
                return Outcome.Ended;
            End += _dialect.Delimiter.Length;
        }
    }

    /// <summary>Takes <see cref="End"/> for an index into other data, that have more bytes before the record.</summary>
    public void MoveBy(int bytes) => End += bytes;

    Outcome ParsePlain(ReadOnlySpan<byte> data, int start, bool isWhole)
    {
        var from = End;
        var end = from;
        while (true)
        {
            var found = data[end..].IndexOfAny(_fieldEnds);
            end = found < 0 ? data.Length : end + found;
            if (end == data.Length || EndsField(data[end..], isWhole) is not false)
                break;
            end++;
        }

        End = end;
        if (end - start > _dialect.MaxRecordBytes)
            return Outcome.TooLong;
        if (!isWhole && EndsField(data[end..], isWhole) is not true)
            return Outcome.Unknown;
        Add(CsvField.Plain(from, end - from));
        return Outcome.Ended;
    }

    Outcome ParseQuoted(ReadOnlySpan<byte> data, bool isWhole)
    {
        var from = End + _dialect.QuoteBytes.Length;
        var escaped = false;
        var at = from;
        while (true)
        {
            var found = data[at..].IndexOfAny(_quotedMarks);
            if ((found < 0 ? data.Length : at + found) - from > _dialect.MaxRecordBytes)
                return Outcome.Broken;
            if (found < 0)
                return isWhole ? Outcome.Broken : Outcome.Unknown;
            at += found;
            var here = data[at] == _dialect.Escape ? false : IsQuote(data[at..], isWhole);
            var behind = at + (here == true ? _dialect.QuoteBytes.Length : 1);
            if (here is null || (behind == data.Length && !isWhole))
                return Outcome.Unknown;
            if (here == false && data[at] != _dialect.Escape)
            {
                at++;
                continue;
            }

            if (here == true && _dialect.Escape != Dialect.None)
                break;
            var isEscaped = behind < data.Length && data[behind] == _dialect.Escape ? true : IsQuote(data[behind..], isWhole);
            if (isEscaped is null)
                return Outcome.Unknown;
            if (here == true && isEscaped == false)
                break;
            escaped |= isEscaped.Value;
            at = !isEscaped.Value ? behind : behind + (data[behind] == _dialect.Escape ? 1 : _dialect.QuoteBytes.Length);
        }

        switch (EndsField(data[(at + _dialect.QuoteBytes.Length)..], isWhole))
        {
            case null:
                return Outcome.Unknown;
            case false:
                return Outcome.Broken;
        }

        LinesInside += CountLines(data[from..at]);
        End = at + _dialect.QuoteBytes.Length;
        Add(CsvField.InQuotes(from, at - from, escaped));
        return Outcome.Ended;
    }

    /// <returns>Whether a field ends before these bytes; null when there are too few of them to tell.</returns>
    bool? EndsField(ReadOnlySpan<byte> rest, bool isWhole)
    {
        if (rest.Length == 0)
            return isWhole ? true : null;
        if (rest[0] is Dialect.LineFeed or Dialect.CarriageReturn || rest.StartsWith(_dialect.Delimiter))
            return true;
        return !isWhole && _dialect.Delimiter.AsSpan().StartsWith(rest) ? null : false;
    }

    /// <returns>Whether these bytes begin with a quote; null when there are too few of them to tell.</returns>
    bool? IsQuote(ReadOnlySpan<byte> rest, bool isWhole)
    {
        var quote = _dialect.QuoteBytes.AsSpan();
        if (quote.Length == 0 || (rest.Length > 0 && rest[0] != quote[0]))
            return false;
        if (rest.StartsWith(quote))
            return true;
        return !isWhole && rest.Length > 0 && quote.StartsWith(rest) ? null : false;
    }

    static int CountLines(ReadOnlySpan<byte> text)
    {
        var lines = 0;
        for (var at = 0; text[at..].IndexOfAny(Dialect.LineFeed, Dialect.CarriageReturn) is >= 0 and var found; lines++)
        {
            at += found + 1;
            if (text[at - 1] == Dialect.CarriageReturn && at < text.Length && text[at] == Dialect.LineFeed)
                at++;
        }

        return lines;
    }

    void Add(CsvField field)
    {
        if (_count == _fields.Length)
            Array.Resize(ref _fields, 2 * _count);
        _fields[_count++] = field;
    }
}

/// <summary>What a record turned out to be.</summary>
enum Outcome
{
    Ended,
    Broken,
    TooLong,

    /// <summary>The data end before it can be told.</summary>
    Unknown,
}
