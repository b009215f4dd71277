using Granary.Csv;
using Granary.DuckDb;
using Granary.Tables.Rejects;

namespace Granary.Tables.Landing;

/// <summary>One thread's share of a delimited file: ranges, record by record, into the engine's chunks.</summary>
sealed class CsvTableReader(CsvTable table) : TableSourceReader
{
    readonly CsvRangeReader _reader = table.File.OpenReader();
    readonly int _columns = table.Columns.Count - 1;
    readonly byte[][][] _headers = [.. table.Headers];
    byte[] _plain = new byte[256];
    bool _inRange;

    public override int Read(ChunkWriter chunk)
    {
        while (_inRange || Advance())
        {
            var rows = Fill(chunk);
            if (rows == 0)
            {
                table.Finish(_reader);
                _inRange = false;
                continue;
            }

            table.OnRows(rows);
            return rows;
        }

        return 0;
    }

    public override void Dispose() => _reader.Dispose();

    bool Advance()
    {
        if (!table.TryNextRange(out var range))
            return false;
        _reader.Start(range);
        _inRange = true;
        return true;
    }

    int Fill(ChunkWriter chunk)
    {
        // A chunk never spans two ranges: its strings point into the range's buffer.
        var rows = 0;
        var lines = chunk.Int64(_columns);
        while (rows < chunk.Capacity && _reader.TryRead(out var record))
        {
            if (record.Problem == CsvProblem.None && record.Fields.Length == _columns && !IsHeader(record))
            {
                for (var i = 0; i < _columns; i++)
                    Write(chunk.Text(i), rows, record, record.Fields[i]);
                lines.Set(rows++, record.Line);
            }
            else
            {
                table.Rejects.Add(Reject(record));
            }
        }

        return rows;
    }

    void Write(TextColumn column, int row, CsvRecord record, CsvField field)
    {
        if (field.IsEscaped)
            column.SetCopied(row, Unescaped(field));
        else
            column.SetBorrowed(row, record.BytesOf(field));
    }

    ReadOnlySpan<byte> Unescaped(CsvField field)
    {
        if (_plain.Length < field.Length)
            _plain = new byte[Math.Max(field.Length, _plain.Length * 2)];
        return _plain.AsSpan(0, _reader.Unescape(field, _plain));
    }

    bool IsHeader(CsvRecord record)
    {
        foreach (var header in _headers)
        {
            if (Equals(record, header))
                return true;
        }

        return false;
    }

    bool Equals(CsvRecord record, byte[][] header)
    {
        for (var i = 0; i < header.Length; i++)
        {
            var field = record.Fields[i];
            if (!(field.IsEscaped ? Unescaped(field) : record.BytesOf(field)).SequenceEqual(header[i]))
                return false;
        }

        return true;
    }

    RejectedRow Reject(CsvRecord record)
    {
        var (code, reason) = record.Problem switch
        {
            CsvProblem.BrokenQuote => (RejectReason.BrokenQuote, "a quote is not closed, or text follows the closing quote"),
            CsvProblem.TooLong => (RejectReason.TooLong, $"the record is longer than the limit of {table.File.Format.MaxRecordBytes:N0} bytes"),
            CsvProblem.Undecodable => (RejectReason.Undecodable, "it has bytes that are not text in the file's encoding"),
            CsvProblem.HasNul => (RejectReason.HasNul, "it has a NUL byte, which source.nul refuses"),
            _ when record.Fields.Length != _columns && table.File.Format.FixedWidth is { } layout => OfAnotherWidth(record.Fields.Length, layout),
            _ when record.Fields.Length < _columns => (RejectReason.TooFewColumns, $"it has {Counted(record.Fields.Length)}; {_columns} are expected"),
            _ when record.Fields.Length > _columns => (RejectReason.TooManyColumns, $"it has {Counted(record.Fields.Length)}; {_columns} are expected"),
            _ => (RejectReason.RepeatedHeader, "it repeats the header"),
        };
        return new(table.Name, record.Line, null, record.RawText, code, reason);
    }

    (string Code, string Reason) OfAnotherWidth(int fields, CsvFixedWidth layout) => fields < _columns
        ? (RejectReason.TooFewColumns, $"it ends before character {layout.Fields[fields].Start}, where column {fields + 1} of {_columns} begins")
        : (RejectReason.TooManyColumns, $"it has text behind the last of its {_columns} columns");

    static string Counted(int columns) => columns == 1 ? "1 column" : $"{columns} columns";
}
