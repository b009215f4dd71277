using Granary.Csv;

namespace Granary.Tables.Inference;

/// <summary>Reads all records of a file for what its columns hold.</summary>
sealed class RecordSurvey
{
    readonly Lock _lock = new();
    byte[] _buffer = new byte[4096];

    RecordSurvey(IReadOnlyList<string> first) => Columns = [.. first.Select(f => new ColumnEvidence(f))];

    public IReadOnlyList<ColumnEvidence> Columns { get; }

    /// <summary>Records with as many fields as there are columns, and no problem.</summary>
    public long Rows { get; private set; }

    /// <summary>Records that are the first one again.</summary>
    public long Repeats { get; private set; }

    /// <summary>All others.</summary>
    public long Others { get; private set; }

    /// <param name="first">The fields of the first record, one for each column.</param>
    public static RecordSurvey Of(CsvFile file, IReadOnlyList<string> first, CancellationToken cancellationToken)
    {
        var survey = new RecordSurvey(first);
        Parallel.ForEach(
            file.Ranges, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            range =>
            {
                var part = new RecordSurvey(first);
                using var reader = file.OpenReader();
                reader.Start(range);
                while (reader.TryRead(out var record))
                    part.Add(reader, record);
                lock (survey._lock)
                    survey.Join(part);
            });
        return survey;
    }

    void Add(CsvRangeReader reader, CsvRecord record)
    {
        if (record.Problem != CsvProblem.None || record.Fields.Length != Columns.Count)
        {
            Others++;
            return;
        }

        if (_buffer.Length < record.Raw.Length)
            _buffer = new byte[2 * record.Raw.Length];
        if (IsFirst(reader, record))
        {
            // A header that is in the file once more says nothing of the values.
            Repeats++;
            return;
        }

        Rows++;
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Add(Value(reader, record.Fields[i]), record.Line);
    }

    bool IsFirst(CsvRangeReader reader, CsvRecord record)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (!Columns[i].IsFirst(Value(reader, record.Fields[i])))
                return false;
        }

        return true;
    }

    ReadOnlySpan<byte> Value(CsvRangeReader reader, CsvField field) => _buffer.AsSpan(0, reader.Unescape(field, _buffer));

    void Join(RecordSurvey part)
    {
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Join(part.Columns[i]);
        Rows += part.Rows;
        Repeats += part.Repeats;
        Others += part.Others;
    }
}
