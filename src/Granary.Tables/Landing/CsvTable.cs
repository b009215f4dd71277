using System.Text;
using Granary.Csv;
using Granary.DuckDb;
using Granary.Tables.Rejects;

namespace Granary.Tables.Landing;

/// <summary>Shows a delimited file to the engine as a table: each column as text, then the line number.</summary>
/// <param name="columns">The file's own columns, in the file's order.</param>
/// <param name="header">The header's fields as they stand in the file, to know a repeated header by; empty when there is none.</param>
sealed class CsvTable(CsvFile file, string name, IReadOnlyList<string> columns, IReadOnlyList<string> header, RejectFile rejects, Action<long> onRows)
    : TableSource
{
    readonly byte[][] _header = [.. header.Select(Encoding.UTF8.GetBytes)];
    long _rows;
    int _nextRange;

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } =
        [.. columns.Select((_, i) => ($"c{i}", ColumnKind.Text)), ("line", ColumnKind.Int64)];

    public override int MaxThreads => Math.Max(1, Math.Min(Environment.ProcessorCount, file.Ranges.Count));

    /// <summary>The rows handed to the engine so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public override TableSourceReader OpenReader() => new Reader(this);

    bool TryNextRange(out CsvRange range)
    {
        var index = Interlocked.Increment(ref _nextRange) - 1;
        range = index < file.Ranges.Count ? file.Ranges[index] : default!;
        return index < file.Ranges.Count;
    }

    sealed class Reader(CsvTable table) : TableSourceReader
    {
        readonly CsvRangeReader _reader = table.file.OpenReader();
        readonly int _columns = table.Columns.Count - 1;
        byte[] _plain = new byte[256];
        bool _inRange;

        public override int Read(ChunkWriter chunk)
        {
            while (_inRange || Advance())
            {
                var rows = Fill(chunk);
                if (rows == 0)
                {
                    _inRange = false;
                    continue;
                }

                Interlocked.Add(ref table._rows, rows);
                table.onRows(rows);
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
                    table.rejects.Add(Reject(record));
                }
            }

            return rows;
        }

        void Write(TextColumn column, int row, CsvRecord record, CsvField field)
        {
            if (!field.Escaped)
            {
                column.SetBorrowed(row, record[field]);
                return;
            }

            if (_plain.Length < field.Length)
                _plain = new byte[Math.Max(field.Length, _plain.Length * 2)];
            var length = _reader.Unescape(field, _plain);
            column.SetCopied(row, _plain.AsSpan(0, length));
        }

        bool IsHeader(CsvRecord record)
        {
            var header = table._header;
            if (header.Length == 0 || !record[record.Fields[0]].SequenceEqual(header[0]))
                return false;
            for (var i = 1; i < _columns; i++)
            {
                if (!record[record.Fields[i]].SequenceEqual(header[i]))
                    return false;
            }

            return true;
        }

        RejectedRow Reject(CsvRecord record)
        {
            var (code, reason) = record.Problem switch
            {
                CsvProblem.BrokenQuote => (RejectReason.BrokenQuote, "a quote is not closed, or text follows the closing quote"),
                CsvProblem.TooLong => (RejectReason.TooLong, "the record is longer than the limit"),
                CsvProblem.Undecodable => (RejectReason.Undecodable, "it has bytes that are not text in the file's encoding"),
                _ when record.Fields.Length < _columns => (RejectReason.TooFewColumns, $"it has {Counted(record.Fields.Length)}; {_columns} are expected"),
                _ when record.Fields.Length > _columns => (RejectReason.TooManyColumns, $"it has {Counted(record.Fields.Length)}; {_columns} are expected"),
                _ => (RejectReason.RepeatedHeader, "it repeats the header"),
            };
            return new(table.name, record.Line, null, RawText.Show(record.Raw), code, reason);
        }

        static string Counted(int columns) => columns == 1 ? "1 column" : $"{columns} columns";

        readonly CsvTable table = table;
    }

    readonly CsvFile file = file;
    readonly string name = name;
    readonly RejectFile rejects = rejects;
    readonly Action<long> onRows = onRows;
}
