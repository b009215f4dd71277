using System.Text.Unicode;
using Granary.Csv.Bytes;
using Granary.Csv.Parsing;

namespace Granary.Csv;

/// <summary>Reads the records of one range after the other. One per thread; ranges may be read in any order, and again.</summary>
public sealed class CsvRangeReader : IDisposable
{
    readonly ByteSource _source;
    readonly Dialect _dialect;
    readonly CsvFormat _format;
    readonly bool _keepsBlank;
    readonly FixedCutter? _cutter;
    readonly Structure _structure;
    readonly RecordParser _parser;

    byte[] _buffer = [];
    int _length;
    int _behind;
    bool _isClean;
    CsvField[] _fields = new CsvField[64];
    int _fieldCount;
    int _nextPlace;

    CsvRange? _range;
    int _at;
    long _lines;
    long _records;
    long _blank;
    long _comment;
    long _footer;

    internal CsvRangeReader(ByteSource source, Dialect dialect, CsvFormat format)
    {
        _source = source;
        _dialect = dialect;
        _format = format;
        _keepsBlank = format.KeepsBlankLines;
        _cutter = format.FixedWidth is { } layout ? new(layout) : null;
        _structure = new(dialect);
        _parser = new(dialect);
    }

    /// <summary>What was read and skipped of the range so far; at its end equal to its <see cref="CsvRange.Counts"/>.</summary>
    public CsvCounts Counts => new() { Records = _records, Blank = _blank, Comment = _comment, Footer = _footer };

    /// <summary>Physical lines read of the range so far. When the range is read, it must equal <see cref="CsvRange.Lines"/>.</summary>
    public long Lines => _lines;

    /// <summary>Whether the range is read to its end and the index found the same in it.</summary>
    public bool AgreesWithIndex => _range is { } range && _at >= _length && Counts == range.Counts && _lines == range.Lines;

    /// <summary>The bytes that fields index into, until the next <see cref="Start"/>.</summary>
    public ReadOnlySpan<byte> Buffer => _buffer;

    /// <summary>The range's bytes, without the end of a last record that is too long.</summary>
    internal ReadOnlySpan<byte> Loaded => _buffer.AsSpan(0, _length);

    internal long LoadedAt => _range?.Start ?? 0;

    /// <summary>Loads a range. Everything that was read before is void.</summary>
    /// <exception cref="CsvException">The file is shorter than it was.</exception>
    public void Start(CsvRange range)
    {
        _range = range;
        (_at, _lines, _records, _blank, _comment, _footer) = (0, 0, 0, 0, 0, 0);

        // A range starts at or behind its nominal cut, so that only a record that is too long, its last, can need more than this.
        var most = (long)_format.RangeBytes + _dialect.MaxRecordBytes + Block.Size;
        _length = (int)Math.Min(range.End - range.Start, most);
        var wanted = (int)Math.Min(_length + 1, _source.Length - range.Start);
        if (_buffer.Length < wanted + Block.Size)
            _buffer = GC.AllocateUninitializedArray<byte>(
                Math.Max(wanted, (int)Math.Min(_format.RangeBytes + (_format.RangeBytes / 64), _source.Length)) + Block.Size);
        _source.Read(_buffer.AsSpan(0, wanted), range.Start);
        _behind = wanted > _length ? _buffer[_length] : Dialect.None;
        _buffer.AsSpan(_length, Block.Size).Fill(_dialect.Filler);
        _isClean = ProblemIn(_buffer.AsSpan(0, _length)) == CsvProblem.None;
        RestartAt(0);
    }

    /// <summary>Reads the next data record; blank lines, comments and footer records are passed over and counted.</summary>
    /// <returns>False at the end of the range.</returns>
    /// <exception cref="CsvException">The range no longer ends with a record: the file was changed.</exception>
    public bool TryRead(out CsvRecord record)
    {
        while (_at < _length)
        {
            var end = FindPlainEnd(out var linesInside);
            if (end < 0)
            {
                if (ReadUnusual(out record))
                    return true;
                continue;
            }

            var start = _at;
            _at = AfterLineEnd(end);
            var line = NextLine(1 + linesInside);
            if (_at > _length)
                throw NotAsIndexed(line);
            _records++;
            if (end == start && !_keepsBlank)
                _blank++;
            else if (!IsFooter())
            {
                var problem = _isClean ? CsvProblem.None : ProblemIn(_buffer.AsSpan(start, end - start));
                var fields = Fields(_fields.AsSpan(0, _fieldCount), start, end, problem);
                record = new(_buffer, start, end - start, fields, line, _range!.Start + start, problem);
                return true;
            }
        }

        record = default;
        return false;
    }

    /// <summary>Writes a field's value: its bytes with doubled quotes and escapes taken for what they mean.</summary>
    /// <param name="destination">Must have room for <see cref="CsvField.Length"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public int Unescape(CsvField field, Span<byte> destination)
    {
        var from = _buffer.AsSpan(field.Start, field.Length);
        if (field.IsEscaped)
            return Quoting.Unescape(from, destination, _dialect);
        from.CopyTo(destination);
        return from.Length;
    }

    public void Dispose()
    {
        _range = null;
        (_at, _length, _buffer) = (0, 0, []);
    }

    /// <summary>Puts fields together from the structure's places.</summary>
    /// <returns>Index of the record's line end, or -1: its structure cannot be had, or it is too long.</returns>
    int FindPlainEnd(out int linesInside)
    {
        ReadOnlySpan<byte> buffer = _buffer;
        var fields = _fields;
        var quote = _dialect.Quote;
        var delimiter = _dialect.Delimiter[0];
        var places = _structure.Places;
        var next = _nextPlace;
        var fieldStart = _at;
        var count = 0;
        var escaped = false;
        linesInside = 0;
        while (true)
        {
            if ((uint)next >= (uint)places.Length)
            {
                if (!_structure.Fill(buffer, _length))
                    return -1;
                places = _structure.Places;
                next = 0;
            }

            var place = places[next++];
            if (place < 0)
            {
                escaped |= (place & Structure.DoubledQuote) != 0;
                linesInside += (place & Structure.DoubledQuote) == 0 ? 1 : 0;
                continue;
            }

            if ((uint)count >= (uint)fields.Length)
            {
                Array.Resize(ref _fields, 2 * count);
                fields = _fields;
            }

            if (buffer[fieldStart] == quote)
            {
                fields[count++] = CsvField.InQuotes(fieldStart + 1, place - fieldStart - 2, escaped);
                escaped = false;
            }
            else
            {
                fields[count++] = CsvField.Plain(fieldStart, place - fieldStart);
            }

            fieldStart = place + 1;
            if (buffer[place] == delimiter)
                continue;
            _nextPlace = next;
            _fieldCount = count;
            return place - _at <= _dialect.MaxRecordBytes ? place : -1;
        }
    }

    /// <summary>Reads what starts here by the letter of the rules.</summary>
    /// <returns>Whether it is a data record.</returns>
    bool ReadUnusual(out CsvRecord record)
    {
        var start = _at;
        var data = _buffer.AsSpan(0, _length);
        var isComment = _dialect.Comment.Length > 0 && data[start..].StartsWith(_dialect.Comment);
        var isBlank = data[start] is Dialect.LineFeed or Dialect.CarriageReturn && !_keepsBlank;
        var outcome = isComment || isBlank ? Outcome.Broken : Parse(start);
        var from = outcome == Outcome.Broken ? start : _parser.End;
        var line = NextLine(outcome == Outcome.Broken ? 1 : 1 + _parser.LinesInside);
        var end = GoBehindLineEnd(from, line);
        _records++;
        _blank += isBlank ? 1 : 0;
        _comment += isComment ? 1 : 0;
        if (isBlank || isComment || IsFooter())
        {
            record = default;
            return false;
        }

        var problem = outcome switch
        {
            Outcome.Broken => CsvProblem.BrokenQuote,
            Outcome.TooLong => CsvProblem.TooLong,
            _ => _isClean ? CsvProblem.None : ProblemIn(data[start..end]),
        };
        var fields = outcome == Outcome.Ended ? Fields(_parser.Fields, start, end, problem) : [];
        record = new(_buffer, start, end - start, fields, line, _range!.Start + start, problem);
        return true;
    }

    CsvProblem ProblemIn(ReadOnlySpan<byte> text) =>
        !Utf8.IsValid(text) ? CsvProblem.Undecodable : _format.RefusesNul && text.Contains((byte)0) ? CsvProblem.HasNul : CsvProblem.None;

    /// <summary>The fields of a record as the format has them, given those between its delimiters.</summary>
    ReadOnlySpan<CsvField> Fields(ReadOnlySpan<CsvField> parted, int start, int end, CsvProblem problem)
    {
        if (_cutter is not null)
            return problem == CsvProblem.Undecodable ? [] : _cutter.Cut(_buffer.AsSpan(start, end - start), start);
        return _format.HasTrailingDelimiters && parted is [.., _, { Length: 0, IsQuoted: false }] ? parted[..^1] : parted;
    }

    Outcome Parse(int start)
    {
        // No outcome needs more than this to be told.
        var reach = 2L * _dialect.MaxRecordBytes + Block.Size;
        var here = (int)Math.Min(_length - start, reach);
        var offset = _range!.Start + start;
        var outcome = _parser.Parse(_buffer.AsSpan(0, start + here), start, offset + here == _source.Length);
        if (outcome != Outcome.Unknown)
            return outcome;

        // The bytes go elsewhere, so that fields read before stay what they are.
        var ahead = new byte[Math.Min(reach, _source.Length - offset)];
        _source.Read(ahead, offset);
        outcome = _parser.Parse(ahead, 0, offset + ahead.Length == _source.Length);
        if (outcome == Outcome.Ended)
            throw NotAsIndexed(_range.FirstLine + _lines);
        _parser.MoveBy(start);
        return outcome;
    }

    /// <summary>Moves to the next line.</summary>
    /// <returns>Index of the line end, or the end of what is loaded.</returns>
    int GoBehindLineEnd(int from, long line)
    {
        var found = from < _length ? _buffer.AsSpan(from.._length).IndexOfAny(Dialect.LineFeed, Dialect.CarriageReturn) : -1;
        var end = found < 0 ? _length : from + found;
        var next = found < 0
            ? _source.FindLineEnd(_range!.Start + Math.Max(from, _length)).Next
            : _range!.Start + AfterLineEnd(end);
        if (next > _range.End)
            throw NotAsIndexed(line);
        _at = (int)Math.Min(next - _range.Start, int.MaxValue);
        RestartAt(_at);
        return end;
    }

    int AfterLineEnd(int end) =>
        _buffer[end] == Dialect.CarriageReturn && (end + 1 < _length ? _buffer[end + 1] : _behind) == Dialect.LineFeed ? end + 2 : end + 1;

    void RestartAt(int at)
    {
        _nextPlace = 0;
        _structure.Restart(at);
    }

    long NextLine(int lines)
    {
        var line = _range!.FirstLine + _lines;
        _lines += lines;
        return line;
    }

    bool IsFooter()
    {
        if (_range!.Counts.Footer == 0 || _records - _blank - _comment <= _range.Counts.Data)
            return false;
        _footer++;
        return true;
    }

    CsvException NotAsIndexed(long line) => new(CsvFault.ChangedFile,
        $"The index of {_source.Name} has a range of records that ends at byte {_range!.End}, but the record in line {line} goes on "
            + "behind it: the file was changed while it was read.");
}
