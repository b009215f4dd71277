using System.Text;
using Granary.Csv;
using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Rejects;

namespace Granary.Tables.Landing;

/// <summary>Shows a delimited file to the engine as a table: each column as text, then the line number.</summary>
/// <param name="columns">The file's own columns, in the file's order.</param>
/// <param name="headers">The header records' fields as they stand in the file, to know a repeated header by; empty when there is none.</param>
/// <param name="onRows">Called with numbers of rows as they are handed to the engine.</param>
sealed class CsvTable(CsvFile file, string name, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> headers, RejectFile rejects, Action<long> onRows)
    : TableSource
{
    int _nextRange;
    int _finished;

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } =
        [.. columns.Select((_, i) => ($"c{i}", ColumnKind.Text)), ("line", ColumnKind.Int64)];

    public override int MaxThreads => Math.Max(1, Math.Min(Environment.ProcessorCount, file.Ranges.Count));

    public CsvFile File => file;

    /// <summary>Below the project's input prefix.</summary>
    public string Name => name;

    public RejectFile Rejects => rejects;

    public Action<long> OnRows => onRows;

    /// <summary>Those header records that a row can be equal to: their fields in UTF-8.</summary>
    public IReadOnlyList<byte[][]> Headers { get; } =
        [.. headers.Where(h => h.Count == columns.Count).Select(h => h.Select(Encoding.UTF8.GetBytes).ToArray())];

    public override TableSourceReader OpenReader() => new CsvTableReader(this);

    /// <summary>Makes sure that all of the file went through, and that what the index counted was found.</summary>
    /// <exception cref="ProblemException">It did not.</exception>
    public void RequireWholeFile()
    {
        if (_finished != file.Ranges.Count)
            throw new ProblemException(Unequal($"{_finished} of {file.Ranges.Count} ranges were read"));
    }

    /// <summary>To be called when a reader has read a range to its end.</summary>
    public void Finish(CsvRangeReader reader)
    {
        if (!reader.AgreesWithIndex)
            throw new ProblemException(Unequal("a range holds other records than were counted in it"));
        Interlocked.Increment(ref _finished);
    }

    Problem Unequal(string how) => new(
        "GR3001", $"The rows of {name} do not add up: {how}.", "Nothing was published. The file may have changed while it was read; run once more.");

    public bool TryNextRange(out CsvRange range)
    {
        var index = Interlocked.Increment(ref _nextRange) - 1;
        range = index < file.Ranges.Count ? file.Ranges[index] : default!;
        return index < file.Ranges.Count;
    }
}
