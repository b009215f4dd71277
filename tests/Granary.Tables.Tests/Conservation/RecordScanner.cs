using System.IO.Compression;
using System.Text;
using Granary.Model.Datasets;

namespace Granary.Tables.Tests.Conservation;

/// <summary>Counts the records of a file a byte at a time, as docs/datasets.md says it, and shares no code with the reader.</summary>
sealed class RecordScanner
{
    readonly byte[] _text;
    readonly DatasetSource _source;
    readonly byte[] _delimiter;
    readonly byte[] _quote;
    readonly byte[] _escape;
    readonly byte[] _comment;
    int _at;

    RecordScanner(byte[] text, DatasetSource source)
    {
        (_text, _source) = (text, source);
        _delimiter = Encoding.UTF8.GetBytes(source.Delimiter ?? "");
        _quote = Encoding.UTF8.GetBytes(source.Quote ?? "");
        _escape = Encoding.UTF8.GetBytes(source.Escape ?? "");
        _comment = Encoding.UTF8.GetBytes(source.Comment ?? "");
    }

    long Records { get; set; }

    long Data { get; set; }

    /// <param name="source">With a delimiter, or fixed widths.</param>
    /// <returns>All records, and those that are rows or rejects.</returns>
    public static (long Records, long Data) Count(string path, DatasetSource source)
    {
        var scanner = new RecordScanner(TextOf(path, source.Encoding ?? "utf-8"), source);
        scanner.Scan();
        return (scanner.Records, Math.Max(0, scanner.Data - source.FooterRows));
    }

    void Scan()
    {
        for (var line = 0; line < _source.SkipLines && _at < _text.Length; line++)
        {
            EndLine();
            Records++;
        }

        var noData = (_source.Header ? _source.HeaderRows : 0) + _source.SkipRows;
        while (_at < _text.Length)
        {
            Records++;
            if (IsLineEnd(_at))
            {
                Data += _source.KeepsBlankLines && noData == 0 ? 1 : 0;
                EndLine();
            }
            else if (_comment.Length > 0 && Has(_comment, _at))
            {
                EndLine();
            }
            else
            {
                EndRecord();
                if (noData > 0)
                    noData--;
                else
                    Data++;
            }
        }
    }

    void EndRecord()
    {
        var start = _at;
        var at = start;
        while (_quote.Length > 0)
        {
            if (Has(_quote, at))
            {
                var close = FindClose(at + _quote.Length);
                if (close < 0 || !IsFieldEnd(close))
                    break;
                at = close;
            }
            else
            {
                while (!IsFieldEnd(at))
                    at++;
            }

            if (at - start > _source.MaxRecordBytes || at == _text.Length || IsLineEnd(at))
            {
                _at = at;
                break;
            }

            at += _delimiter.Length;
        }

        EndLine();
    }

    /// <returns>Behind the closing quote, or -1.</returns>
    int FindClose(int from)
    {
        for (var at = from; at < _text.Length && at - from <= _source.MaxRecordBytes;)
        {
            if (_escape.Length > 0 && Has(_escape, at) && (Has(_quote, at + 1) || Has(_escape, at + 1)))
                at += 1 + (Has(_quote, at + 1) ? _quote.Length : 1);
            else if (_escape.Length == 0 && Has(_quote, at) && Has(_quote, at + _quote.Length))
                at += 2 * _quote.Length;
            else if (Has(_quote, at))
                return at + _quote.Length;
            else
                at++;
        }

        return -1;
    }

    void EndLine()
    {
        while (_at < _text.Length && !IsLineEnd(_at))
            _at++;
        _at += _at + 1 < _text.Length && _text[_at] == '\r' && _text[_at + 1] == '\n' ? 2 : 1;
    }

    bool IsFieldEnd(int at) => at >= _text.Length || IsLineEnd(at) || Has(_delimiter, at);

    bool IsLineEnd(int at) => _text[at] is (byte)'\n' or (byte)'\r';

    bool Has(byte[] mark, int at)
    {
        for (var i = 0; i < mark.Length; i++)
        {
            if (at + i >= _text.Length || _text[at + i] != mark[i])
                return false;
        }

        return true;
    }

    /// <summary>In UTF-8 and without a byte order mark, which goes before the encoding.</summary>
    static byte[] TextOf(string path, string encoding)
    {
        var bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var text = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
                gzip.CopyTo(text);
            bytes = text.ToArray();
        }

        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => rest,
            [0xFF, 0xFE, .. var rest] => Utf8(rest, Encoding.Unicode),
            [0xFE, 0xFF, .. var rest] => Utf8(rest, Encoding.BigEndianUnicode),
            _ => encoding switch
            {
                "utf-8" => bytes,
                "utf-16le" => Utf8(bytes, Encoding.Unicode),
                "utf-16be" => Utf8(bytes, Encoding.BigEndianUnicode),
                "latin-1" => Utf8(bytes, Encoding.Latin1),
                _ => Utf8(bytes, CodePagesEncodingProvider.Instance.GetEncoding(1252)!),
            },
        };
    }

    static byte[] Utf8(byte[] bytes, Encoding encoding) => Encoding.UTF8.GetBytes(encoding.GetString(bytes));
}
