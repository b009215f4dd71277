using System.Text;
using Granary.Csv;
using Granary.Model;
using Granary.Parquet;
using Granary.Tables.Rejects;

namespace Granary.Tables.Landing;

/// <summary>
/// One delivered file on its way to landed rows: all processors read ranges of it and write row groups of one Parquet file. Rows have no
/// order; each has its line.
/// </summary>
/// <param name="columns">How many the file itself has.</param>
/// <param name="onRows">Called with numbers of rows as they are read, from any thread.</param>
sealed class ParallelLanding(SourceFile source, int columns, RejectFile rejects, Action<long> onRows)
{
    readonly Lock _turn = new();
    int _nextRange;
    int _finished;
    CsvContentHash? _hash;

    public CsvFile File => source.File;

    /// <summary>Below the project's input prefix.</summary>
    public string Name => source.Survey.Source.Name;

    public int Columns => columns;

    public RejectFile Rejects => rejects;

    public Action<long> OnRows => onRows;

    /// <summary>Why every row is rejected; null when they are not.</summary>
    public string? WhyRejected { get; init; }

    /// <summary>Those header records that a row can be equal to: their fields as they are in the file, in UTF-8.</summary>
    public IReadOnlyList<byte[][]> Headers { get; } =
        [.. source.File.HeaderRecords.Where(h => h.Count == columns).Select(h => h.Select(Encoding.UTF8.GetBytes).ToArray())];

    /// <param name="landed">The table's columns, of which each has a place in this file, from 0, or none; then it is NULL.</param>
    /// <param name="lineage">The columns behind them.</param>
    /// <returns>The rows written, and the SHA-256 of the bytes that they were read from; null when these are not the delivered file's
    /// own.</returns>
    /// <exception cref="ProblemException">The file changed while it was read.</exception>
    public async Task<(long Rows, string? Sha256)> WriteToAsync(
        string path, IReadOnlyList<(string Name, int? Place)> landed, IReadOnlyList<ParquetColumn> lineage,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<ParquetColumn> all =
            [.. landed.Select(c => c.Place is null ? ParquetColumn.Text(c.Name, value: null) : new(c.Name, ParquetType.Text)), .. lineage];
        var line = all.Select((column, i) => (column, i)).Single(c => c.column is { Name: Lineage.SourceLine }).i;
        using var hash = _hash = source.IsCopy ? null : File.OpenHash();
        using var target = ParquetFile.Create(path, all);
        var workers = Math.Clamp(File.Ranges.Count, 1, Environment.ProcessorCount);
        await Parallel.ForAsync(0, workers, cancellationToken, (_, either) =>
        {
            using var worker = new LandingWorker(this, target, [.. landed.Select(c => c.Place)], line);
            worker.Run(either);
            return ValueTask.CompletedTask;
        });
        RequireWholeFile();
        target.Finish();
        return (target.Rows, hash?.Finish());
    }

    /// <summary>To be called when a reader has read a range to its end.</summary>
    public void Finish(CsvRangeReader reader)
    {
        if (!reader.AgreesWithIndex)
            throw new ProblemException(Unequal("a range holds other records than were counted in it"));
        Interlocked.Increment(ref _finished);
    }

    /// <summary>
    /// Gives a reader the next range, loaded. Loading and hashing go in the order of the file, one reader at a time, and take far less than
    /// the reading that follows.
    /// </summary>
    /// <returns>False when there is none left.</returns>
    public bool TryStartNext(CsvRangeReader reader)
    {
        lock (_turn)
        {
            if (_nextRange == File.Ranges.Count)
                return false;
            reader.Start(File.Ranges[_nextRange++]);
            _hash?.Append(reader);
            return true;
        }
    }

    /// <summary>Makes sure that all of the file went through, and that what the index counted was found.</summary>
    void RequireWholeFile()
    {
        if (_finished != File.Ranges.Count)
            throw new ProblemException(Unequal($"{_finished} of {File.Ranges.Count} ranges were read"));
    }

    Problem Unequal(string how) =>
        new(
            "GR3001", ProblemKind.Defect, $"The rows of {Name} do not add up: {how}.",
            "Nothing was published. The file may have changed while it was read; run once more.");
}
