using System.Text;
using Granary.Csv.Bytes;
using Granary.Csv.Indexing;
using Granary.Csv.Parsing;
using Granary.Csv.Sources;

namespace Granary.Csv;

/// <summary>A file of records, indexed: how many there are, and in which ranges they can be read side by side.</summary>
/// <remarks>Memory does not grow with the file, but for one <see cref="CsvRange"/> per <see cref="CsvFormat.RangeBytes"/>.</remarks>
public sealed class CsvFile : IDisposable
{
    readonly ByteSource _source;
    readonly Dialect _dialect;
    readonly FileIndex _index;

    CsvFile(SourceFile source, CsvFormat format, Dialect dialect, FileIndex index)
    {
        (_source, IsCopy, Format, _dialect, _index) = (source.Bytes, source.IsCopy, format, dialect, index);
        HeaderRecords = [.. index.Header.Select(ReadNames)];
        if (HeaderProblem == CsvProblem.None && format.FixedWidth is null)
            Header = Joined(HeaderRecords);
    }

    public CsvFormat Format { get; }

    /// <summary>Whether a copy of the file is read, because the file is compressed or not UTF-8.</summary>
    public bool IsCopy { get; }

    /// <summary>
    /// The names of the fields, in their order: of several header records the parts that are not blank, with a blank between them. Empty
    /// when there is no header, when <see cref="HeaderProblem"/> says why it has no names, and where fields have fixed widths. Repeated
    /// names are the caller's concern.
    /// </summary>
    public IReadOnlyList<CsvHeaderField> Header { get; } = [];

    /// <summary>The fields of each header record, unescaped.</summary>
    public IReadOnlyList<IReadOnlyList<string>> HeaderRecords { get; }

    /// <summary>The header's first physical line, from 1, or 0 when there is no header.</summary>
    public long HeaderLine => _index.Header.Count > 0 ? _index.Header[0].FirstLine : 0;

    /// <summary>Why the header cannot be read.</summary>
    public CsvProblem HeaderProblem { get; private set; }

    /// <summary>Counted by the index, in a pass of its own.</summary>
    public CsvCounts Counts => _index.Counts;

    /// <summary>In the order of the file, without gaps from behind the header to the end. None when nothing comes behind it.</summary>
    public IReadOnlyList<CsvRange> Ranges => _index.Ranges;

    /// <summary>Bytes as they are read: after decompression, in UTF-8.</summary>
    public long Length => _source.Length;

    /// <summary>Opens a file, writes it as UTF-8 where it is something else, and indexes it with all processors.</summary>
    /// <param name="path">Any name; bytes that begin as gzip's do are decompressed.</param>
    /// <param name="temporaryFolder">Must exist when the file is compressed or not UTF-8. What is written there is gone with
    /// <see cref="Dispose"/>, or with the process.</param>
    /// <exception cref="CsvException">The format contradicts itself; a compressed file is cut off or damaged; the file changed
    /// meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be read, or the temporary one not written.</exception>
    public static CsvFile Open(string path, CsvFormat format, string temporaryFolder, CancellationToken cancellationToken = default)
    {
        var problems = format.Validate().ToList();
        if (problems.Count > 0)
            throw new CsvException(CsvFault.InvalidFormat, string.Join(' ', problems));
        var file = SourceFile.Open(path, format.Encoding, temporaryFolder, cancellationToken);
        try
        {
            var dialect = new Dialect(format);
            return new(file, format, dialect, FileIndex.Of(file.Bytes, format, dialect, file.Start, cancellationToken));
        }
        catch
        {
            file.Bytes.Dispose();
            throw;
        }
    }

    /// <returns>A reader for one thread, which the caller disposes before the file.</returns>
    public CsvRangeReader OpenReader() => new(_source, _dialect, Format);

    /// <returns>Nothing hashed yet, for the bytes as they are read: of a copy, the copy's. The caller disposes it before the
    /// file.</returns>
    public CsvContentHash OpenHash() => new(_source);

    /// <summary>Reads again what stands on some lines; only the ranges with these lines are read.</summary>
    /// <param name="lines">Physical lines, from 1.</param>
    /// <returns>The text of the header and of every data record that starts on one of the lines, without its line end. Bytes that are no
    /// text are shown as <c>\xNN</c>.</returns>
    /// <exception cref="CsvException">The file changed since it was opened.</exception>
    public IReadOnlyDictionary<long, string> ReadRaw(IReadOnlySet<long> lines)
    {
        var texts = new Dictionary<long, string>();
        using var reader = OpenReader();
        IEnumerable<CsvRange> ranges = [.. _index.Header, .. Ranges];
        var wanted = new Queue<long>(lines.Order());
        foreach (var range in ranges)
        {
            while (wanted.TryPeek(out var line) && line < range.FirstLine)
                wanted.Dequeue();
            if (wanted.Count == 0)
                break;
            if (wanted.Peek() >= range.FirstLine + range.Lines)
                continue;
            reader.Start(range);
            while (reader.TryRead(out var record))
            {
                if (lines.Contains(record.Line))
                    texts.Add(record.Line, RawText.Of(record.Raw));
            }
        }

        return texts;
    }

    List<string> ReadNames(CsvRange range)
    {
        using var reader = OpenReader();
        reader.Start(range);
        var names = new List<string>();
        if (!reader.TryRead(out var record))
            return names;
        if (HeaderProblem == CsvProblem.None)
            HeaderProblem = record.Problem;
        if (record.Problem != CsvProblem.None)
            return names;
        foreach (var field in record.Fields)
        {
            var name = new byte[field.Length];
            names.Add(Encoding.UTF8.GetString(name.AsSpan(0, reader.Unescape(field, name))));
        }

        return names;
    }

    static List<CsvHeaderField> Joined(IReadOnlyList<IReadOnlyList<string>> records) =>
        [
            .. Enumerable
                .Range(0, records.Select(r => r.Count).DefaultIfEmpty().Max())
                .Select(i => new CsvHeaderField(
                    records.Count == 1
                        ? records[0][i]
                        : string.Join(' ', records.Where(r => i < r.Count && !string.IsNullOrWhiteSpace(r[i])).Select(r => r[i].Trim())),
                    i + 1)),
        ];

    public void Dispose() => _source.Dispose();
}

/// <param name="Name">As it is in the file, unescaped.</param>
/// <param name="Position">From 1.</param>
public sealed record CsvHeaderField(string Name, int Position);
