using System.Text;
using System.Text.Unicode;

namespace Granary.Csv.Tests.Oracle;

/// <summary>Reads a whole file a byte at a time, as the remarks of <see cref="CsvFormat"/> say, and shares nothing with the reader. Bytes are shown as Latin-1.</summary>
sealed class CsvOracle(byte[] bytes, CsvFormat format)
{
    readonly byte[] _delimiter = Encoding.UTF8.GetBytes(format.Delimiter);
    readonly byte[] _comment = Encoding.UTF8.GetBytes(format.Comment ?? "");
    readonly List<(int Start, int End)> _lines = [];

    public List<OracleRecord> Read(int start)
    {
        SplitLines(start);
        var records = new List<OracleRecord>();
        var hasHeader = false;
        for (var line = 0; line < _lines.Count;)
        {
            var (from, to) = _lines[line];
            var used = 1;
            if (line < format.SkipLines)
            {
                records.Add(Whole(OracleKind.Preamble, line));
            }
            else if (from == to)
            {
                records.Add(Whole(OracleKind.Blank, line));
            }
            else if (_comment.Length > 0 && HasAt(_comment, from))
            {
                records.Add(Whole(OracleKind.Comment, line));
            }
            else
            {
                var kind = format.HasHeader && !hasHeader ? OracleKind.Header : OracleKind.Data;
                hasHeader = true;
                records.Add(ReadRecord(line, kind, out used));
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
            if (at < bytes.Length && format.Quote is { } quote && bytes[at] == quote)
            {
                var open = at++;
                while (true)
                {
                    if (at >= bytes.Length || at - open - 1 > format.MaxRecordBytes)
                        return Whole(kind, line, CsvProblem.BrokenQuote);
                    if (IsEscaped(at, quote))
                        at++;
                    else if (bytes[at] == quote)
                        break;
                    field.Append((char)bytes[at++]);
                }

                at++;
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

    bool IsEscaped(int at, char quote)
    {
        if (at + 1 >= bytes.Length)
            return false;
        if (format.Escape is { } escape && escape != quote)
            return bytes[at] == escape && (bytes[at + 1] == quote || bytes[at + 1] == escape);
        return bytes[at] == quote && bytes[at + 1] == quote;
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
