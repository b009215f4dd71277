using System.Text;

namespace Granary.Csv.Tests.Oracle;

/// <summary>Reads a file with the reader and with the oracle, and expects the same of both.</summary>
static class Comparison
{
    /// <param name="path">The file for the reader.</param>
    /// <param name="utf8">The same text for the oracle, as the reader has it after decompression and in UTF-8.</param>
    /// <returns>The first difference, or null.</returns>
    public static string? Difference(string path, byte[] utf8, CsvFormat format, string temporaryFolder)
    {
        var start = utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var expected = new CsvOracle(utf8, format).Read(start);
        using var file = CsvFile.Open(path, format, temporaryFolder);
        var counts = new CsvCounts
        {
            Records = expected.Count,
            Header = expected.Count(r => r.Kind == OracleKind.Header),
            BehindHeader = expected.Count(r => r.Kind == OracleKind.BehindHeader),
            Blank = expected.Count(r => r.Kind == OracleKind.Blank),
            Comment = expected.Count(r => r.Kind == OracleKind.Comment),
            Footer = expected.Count(r => r.Kind == OracleKind.Footer),
            Preamble = expected.Count(r => r.Kind == OracleKind.Preamble),
        };
        if (HeaderDifference(file, [.. expected.Where(r => r.Kind == OracleKind.Header)]) is { } header)
            return header;

        var data = expected.Where(r => r.Kind == OracleKind.Data).ToList();
        if (RecordDifference(file, data) is { } difference)
            return difference;
        if (file.Counts != counts)
            return $"counted {file.Counts}, not {counts}";
        return RawDifference(file, data);
    }

    static string? HeaderDifference(CsvFile file, List<OracleRecord> header)
    {
        var line = header.Count > 0 ? header[0].Line : 0;
        var problem = header.Select(h => h.Problem).FirstOrDefault(p => p != CsvProblem.None);
        if (file.HeaderLine != line || file.HeaderProblem != problem)
            return $"the header is in line {file.HeaderLine} with {file.HeaderProblem}, not in {line} with {problem}";
        if (file.HeaderRecords.Count != header.Count)
            return $"there are {file.HeaderRecords.Count} header records, not {header.Count}";
        foreach (var (record, wanted) in file.HeaderRecords.Zip(header))
        {
            var names =
                wanted.Problem == CsvProblem.None ? wanted.Fields.Select(f => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(f))) : [];
            if (!record.SequenceEqual(names))
                return $"a header record is {string.Join('|', record)}, not {wanted}";
        }

        return
            header.Count != 1
            || problem != CsvProblem.None
            || file.Header.Select(h => h.Name).SequenceEqual(file.Format.FixedWidth is null ? file.HeaderRecords[0] : [])
            ? null
            : $"the header is {string.Join('|', file.Header)}";
    }

    static string? RecordDifference(CsvFile file, List<OracleRecord> expected)
    {
        using var reader = file.OpenReader();
        var count = 0;
        var end = file.Ranges.Count > 0 ? file.Ranges[0].Start : file.Length;
        foreach (var range in file.Ranges)
        {
            if (range.Start != end)
                return $"a range starts at {range.Start}, not at {end}";
            end = range.End;
            reader.Start(range);
            while (reader.TryRead(out var record))
            {
                if (count == expected.Count)
                    return $"there is a record too much in line {record.Line}";
                var wanted = expected[count++];
                var read = new OracleRecord(
                    OracleKind.Data, record.Line, record.Offset, Encoding.Latin1.GetString(record.Raw), record.Problem,
                    Fields(reader, record));
                // Of a line without end only as much is kept as the longest record may have.
                if (wanted.Problem is CsvProblem.BrokenQuote or CsvProblem.TooLong && read.Raw.Length >= file.Format.MaxRecordBytes)
                    wanted = wanted with { Raw = wanted.Raw[..Math.Min(read.Raw.Length, wanted.Raw.Length)] };
                if (read.ToString() != wanted.ToString())
                    return $"read {read}\nnot  {wanted}";
            }

            if (!reader.AgreesWithIndex)
                return $"range {range} was read as {reader.Counts}";
        }

        if (end != file.Length)
            return $"the ranges end at {end}, not at {file.Length}";
        return count == expected.Count ? null : $"read {count} records, not {expected.Count}";
    }

    static List<string> Fields(CsvRangeReader reader, CsvRecord record)
    {
        var fields = new List<string>();
        foreach (var field in record.Fields)
        {
            var value = new byte[field.Length];
            fields.Add(Encoding.Latin1.GetString(value.AsSpan(0, reader.Unescape(field, value))));
            if (!field.IsEscaped && !record.BytesOf(field).SequenceEqual(value))
                fields.Add("a field that is not escaped differs from its bytes");
        }

        return fields;
    }

    static string? RawDifference(CsvFile file, List<OracleRecord> expected)
    {
        // A few lines, from everywhere in the file.
        var some = expected
            .Where((_, i) => i % (1 + (expected.Count / 3)) == 0)
            .Where(r => r.Problem == CsvProblem.None)
            .ToDictionary(r => r.Line);
        var raw = file.ReadRaw(some.Keys.ToHashSet());
        foreach (var (line, record) in some)
        {
            if (!raw.TryGetValue(line, out var text) || text != Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(record.Raw)))
                return $"the raw text of line {line} is {text}, not {record.Raw}";
        }

        return raw.Count == some.Count ? null : $"{raw.Count} raw texts, not {some.Count}";
    }
}
