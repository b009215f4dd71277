using Granary.Csv;
using Granary.Parquet;
using Granary.Tables.Rejects;

namespace Granary.Tables.Landing;

/// <summary>One processor's share of a delimited file: ranges, record by record, into row groups.</summary>
/// <param name="places">Where each of the table's columns is in the file; null where it is not.</param>
/// <param name="line">The column for line numbers.</param>
sealed class LandingWorker(ParallelLanding file, ParquetFile target, IReadOnlyList<int?> places, int line) : IDisposable
{
    const int RowsBetweenReports = 4096;

    readonly CsvRangeReader _reader = file.File.OpenReader();
    readonly RowGroup _rows = target.NewRowGroup();
    readonly byte[][][] _headers = [.. file.Headers];
    byte[] _plain = new byte[256];

    /// <exception cref="OperationCanceledException">The rows written so far are part of no file.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        (TextChunk Chunk, int Place)[] texts =
        [
            .. places
                .Select((p, i) => (Place: p, Column: i))
                .Where(c => c.Place is not null)
                .Select(c => (_rows.Text(c.Column), c.Place!.Value)),
        ];
        var lines = _rows.Numbers<long>(line);
        while (file.TryStartNext(_reader))
        {
            while (ReadSome(texts, lines))
                cancellationToken.ThrowIfCancellationRequested();
            file.Finish(_reader);
        }

        target.Add(_rows);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _reader.Dispose();
    }

    /// <returns>False at the end of the range.</returns>
    bool ReadSome((TextChunk Chunk, int Place)[] texts, FixedChunk<long> lines)
    {
        var buffer = _reader.Buffer;
        var rows = 0;
        while (rows < RowsBetweenReports)
        {
            if (!_reader.TryRead(out var record))
            {
                file.OnRows(rows);
                return false;
            }

            if (file.WhyRejected is not null || record.Problem != CsvProblem.None || record.Fields.Length != file.Columns
                || IsHeader(record))
            {
                file.Rejects.Add(Reject(record));
                continue;
            }

            foreach (var (chunk, place) in texts)
            {
                var field = record.Fields[place];
                if (field.IsEscaped)
                    chunk.Advance(_reader.Unescape(field, chunk.Reserve(field.Length)));
                else
                    chunk.Add(buffer, field.Start, field.Length);
            }

            lines.Add(record.Line);
            _rows.EndRows(1);
            rows++;
            if (_rows.IsFull)
                target.Add(_rows);
        }

        file.OnRows(rows);
        return true;
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
        if (file.WhyRejected is { } reason)
            return new(file.Name, record.Line, null, record.RawText, RejectReason.OtherColumns, reason);
        var (code, why) = record.Problem switch
        {
            CsvProblem.BrokenQuote => (RejectReason.BrokenQuote, "a quote is not closed, or text follows the closing quote"),
            CsvProblem.TooLong => (
                RejectReason.TooLong, $"the record is longer than the limit of {file.File.Format.MaxRecordBytes:N0} bytes"),
            CsvProblem.Undecodable => (RejectReason.Undecodable, "it has bytes that are not text in the file's encoding"),
            CsvProblem.HasNul => (RejectReason.HasNul, "it has a NUL byte, which source.nul refuses"),
            _ when record.Fields.Length != file.Columns && file.File.Format.FixedWidth is { } layout => OfAnotherWidth(
                record.Fields.Length, layout),
            _ when record.Fields.Length < file.Columns => (
                RejectReason.TooFewColumns, $"it has {Counted(record.Fields.Length)}; {file.Columns} are expected"),
            _ when record.Fields.Length > file.Columns => (
                RejectReason.TooManyColumns, $"it has {Counted(record.Fields.Length)}; {file.Columns} are expected"),
            _ => (RejectReason.RepeatedHeader, "it repeats the header"),
        };
        return new(file.Name, record.Line, null, record.RawText, code, why);
    }

    (string Code, string Reason) OfAnotherWidth(int fields, CsvFixedWidth layout) =>
        fields < file.Columns
            ? (
                RejectReason.TooFewColumns,
                $"it ends before character {layout.Fields[fields].Start}, where column {fields + 1} of {file.Columns} begins")
            : (RejectReason.TooManyColumns, $"it has text behind the last of its {file.Columns} columns");

    static string Counted(int columns) => columns == 1 ? "1 column" : $"{columns} columns";
}
