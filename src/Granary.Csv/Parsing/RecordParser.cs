using System.Buffers;
using Granary.Csv.Bytes;

namespace Granary.Csv.Parsing;

/// <summary>Reads single records by the letter of the rules of <see cref="CsvFormat"/>, for what <see cref="Structure"/> leaves out.</summary>
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
        _quotedMarks = SearchValues.Create(dialect.Escape == Dialect.None ? [(byte)dialect.Quote] : [(byte)dialect.Quote, (byte)dialect.Escape]);
    }

    public ReadOnlySpan<CsvField> Fields => _fields.AsSpan(0, _count);

    /// <summary>After <see cref="Outcome.Ended"/> the index of the line end or the end of the data; after <see cref="Outcome.TooLong"/> where to look for it.</summary>
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
            var outcome = End < data.Length && data[End] == _dialect.Quote
                ? ParseQuoted(data, isWhole)
                : ParsePlain(data, start, isWhole);
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
        var from = End + 1;
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
            if (at + 1 == data.Length && !isWhole)
                return Outcome.Unknown;
            var next = at + 1 < data.Length ? data[at + 1] : Dialect.None;
            if (data[at] != _dialect.Quote)
            {
                var isEscape = next == _dialect.Quote || next == _dialect.Escape;
                escaped |= isEscape;
                at += isEscape ? 2 : 1;
            }
            else if (_dialect.Escape == Dialect.None && next == _dialect.Quote)
            {
                escaped = true;
                at += 2;
            }
            else
            {
                break;
            }
        }

        switch (EndsField(data[(at + 1)..], isWhole))
        {
            case null:
                return Outcome.Unknown;
            case false:
                return Outcome.Broken;
        }

        LinesInside += CountLines(data[from..at]);
        End = at + 1;
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
