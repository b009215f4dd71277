using System.Text;
using System.Text.Unicode;

namespace Granary.Csv.Tests.Oracle;

/// <summary>
/// Reads a whole file a byte at a time, as the remarks of <see cref="CsvFormat"/> say, and shares nothing with the reader. Bytes are shown
/// as Latin-1.
/// </summary>
sealed class CsvOracle(byte[] bytes, CsvFormat format)
{
    // A line of fixed widths has no delimiter; bytes that no text has stand for it.
    readonly byte[] _delimiter = format.FixedWidth is null ? Encoding.UTF8.GetBytes(format.Delimiter) : [0xFF, 0xFE, 0xFD];
    readonly byte[] _quote = format.FixedWidth is null && format.Quote is { } quote ? Encoding.UTF8.GetBytes([quote]) : [];
    readonly byte[] _escape = format.Escape is { } escape && escape != format.Quote ? [(byte)escape] : [];
    readonly byte[] _comment = Encoding.UTF8.GetBytes(format.Comment ?? "");
    readonly List<(int Start, int End)> _lines = [];

    public List<OracleRecord> Read(int start)
    {
        SplitLines(start);
        var records = new List<OracleRecord>();
        var (headers, behind) = (format.HasHeader ? format.HeaderRecords : 0, format.SkipRecords);
        for (var line = 0; line < _lines.Count;)
        {
            var (from, to) = _lines[line];
            var used = 1;
            if (line < format.SkipLines)
            {
                records.Add(Whole(OracleKind.Preamble, line));
            }
            else if (from == to && (headers > 0 || behind > 0 || !format.KeepsBlankLines))
            {
                records.Add(Whole(OracleKind.Blank, line));
            }
            else if (_comment.Length > 0 && HasAt(_comment, from))
            {
                records.Add(Whole(OracleKind.Comment, line));
            }
            else
            {
                var kind = headers-- > 0 ? OracleKind.Header : behind-- > 0 ? OracleKind.BehindHeader : OracleKind.Data;
                records.Add(kind == OracleKind.BehindHeader ? ReadRecord(line, kind, out used) : Shaped(ReadRecord(line, kind, out used)));
            }

            line += used;
        }

        MarkFooter(records);
        return records;
    }

    void SplitLines(int start)
    {
        var lineStart = start;
        for (var i = start; i < bytes.Length; i++)
        {
            if (bytes[i] is not ((byte)'\n' or (byte)'\r'))
                continue;
            _lines.Add((lineStart, i));
            if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
                i++;
            lineStart = i + 1;
        }

        if (lineStart < bytes.Length)
            _lines.Add((lineStart, bytes.Length));
    }

    OracleRecord Whole(OracleKind kind, int line, CsvProblem problem = CsvProblem.None) => Whole(kind, line, line, problem, []);

    OracleRecord Whole(OracleKind kind, int first, int last, CsvProblem problem, List<string> fields)
    {
        var raw = bytes.AsSpan(_lines[first].Start, _lines[last].End - _lines[first].Start);
        if (problem == CsvProblem.None && kind is OracleKind.Header or OracleKind.Data && !Utf8.IsValid(raw))
            problem = CsvProblem.Undecodable;
        if (problem == CsvProblem.None && kind is OracleKind.Header or OracleKind.Data && format.RefusesNul && raw.Contains((byte)0))
            problem = CsvProblem.HasNul;
        return new(kind, first + 1, _lines[first].Start, Encoding.Latin1.GetString(raw), problem, fields);
    }

    OracleRecord ReadRecord(int line, OracleKind kind, out int used)
    {
        var start = _lines[line].Start;
        var fields = new List<string>();
        var field = new StringBuilder();
        var last = line;
        var at = start;
        used = 1;
        while (true)
        {
            field.Clear();
            if (_quote.Length > 0 && HasAt(_quote, at))
            {
                var open = at += _quote.Length;
                while (true)
                {
                    if (at >= bytes.Length || at - open > format.MaxRecordBytes)
                        return Whole(kind, line, CsvProblem.BrokenQuote);
                    var taken = 1;
                    if (EscapedAt(at) is > 0 and var escaped)
                        (at, taken) = (at + (_escape.Length > 0 ? 1 : _quote.Length), escaped);
                    else if (HasAt(_quote, at))
                        break;
                    for (; taken > 0; taken--)
                        field.Append((char)bytes[at++]);
                }

                at += _quote.Length;
                if (!IsFieldEnd(at))
                    return Whole(kind, line, CsvProblem.BrokenQuote);
            }
            else
            {
                while (!IsFieldEnd(at))
                    field.Append((char)bytes[at++]);
            }

            fields.Add(field.ToString());
            while (last + 1 < _lines.Count && at >= _lines[last + 1].Start)
                last++;
            if (at - start > format.MaxRecordBytes || at == _lines[last].End)
                used = last - line + 1;
            if (at - start > format.MaxRecordBytes)
                return Whole(kind, line, last, CsvProblem.TooLong, []);
            if (at == _lines[last].End)
                return Whole(kind, line, last, CsvProblem.None, fields);
            at += _delimiter.Length;
        }
    }

    /// <returns>How many bytes are text because of what stands here, or 0 when this is no escape.</returns>
    int EscapedAt(int at)
    {
        if (_escape.Length == 0)
            return HasAt(_quote, at) && HasAt(_quote, at + _quote.Length) ? _quote.Length : 0;
        return !HasAt(_escape, at) ? 0 : HasAt(_quote, at + 1) ? _quote.Length : HasAt(_escape, at + 1) ? 1 : 0;
    }

    /// <summary>With the fields that the format makes of those between delimiters.</summary>
    OracleRecord Shaped(OracleRecord record)
    {
        if (record.Fields.Count == 0)
            return record;
        if (format.FixedWidth is { } layout)
            return record with { Fields = record.Problem == CsvProblem.Undecodable ? [] : Cut(record.Raw, layout) };
        var endsWithDelimiter = record.Raw.EndsWith(Encoding.Latin1.GetString(_delimiter), StringComparison.Ordinal);
        return format.HasTrailingDelimiters && record.Fields.Count > 1 && record.Fields[^1].Length == 0 && endsWithDelimiter
            ? record with { Fields = [.. record.Fields.SkipLast(1)] }
            : record;
    }

    /// <summary>Characters are counted by their first bytes, and cannot be in a line that is no text.</summary>
    static List<string> Cut(string raw, CsvFixedWidth layout)
    {
        var starts = Enumerable.Range(0, raw.Length).Where(i => (raw[i] & 0xC0) != 0x80).Append(raw.Length).ToList();
        var fields = new List<string>();
        var end = 0;
        foreach (var field in layout.Fields)
        {
            var from = starts[Math.Min(field.Start - 1, starts.Count - 1)];
            end = starts[Math.Min(field.Start - 1 + field.Length, starts.Count - 1)];
            if (from == raw.Length && !layout.PadsShortLines)
                return fields;
            fields.Add(raw[from..end]);
        }

        return raw[end..].Trim(' ', '\t').Length > 0 ? [.. fields, raw[end..]] : fields;
    }

    bool IsFieldEnd(int at) => at >= bytes.Length || bytes[at] is (byte)'\n' or (byte)'\r' || HasAt(_delimiter, at);

    bool HasAt(byte[] text, int at) => at + text.Length <= bytes.Length && bytes.AsSpan(at, text.Length).SequenceEqual(text);

    void MarkFooter(List<OracleRecord> records)
    {
        var left = format.FooterLines;
        for (var i = records.Count - 1; i >= 0 && left > 0; i--)
        {
            if (records[i].Kind != OracleKind.Data)
                continue;
            records[i] = records[i] with { Kind = OracleKind.Footer };
            left--;
        }
    }
}
