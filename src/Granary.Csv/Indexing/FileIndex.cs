using System.Collections.Concurrent;
using Granary.Csv.Bytes;

namespace Granary.Csv.Indexing;

/// <summary>Where a file's header and its ranges of records lie, and how many records there are of each kind.</summary>
/// <param name="Header">The records that name the fields, a range each; fewer than the format says when the file ends before.</param>
sealed record FileIndex(IReadOnlyList<CsvRange> Header, IReadOnlyList<CsvRange> Ranges, CsvCounts Counts)
{
    /// <param name="start">Offset of the first byte behind a byte order mark.</param>
    public static FileIndex Of(ByteSource source, CsvFormat format, Dialect dialect, long start, CancellationToken cancellationToken)
    {
        var head = ReadHead(source, format, dialect, start);
        var tallies = Count(source, format, dialect, head.End, cancellationToken);
        var ranges = Number(tallies, head.NextLine, format.FooterLines);
        var counts = ranges.Aggregate(head.Counts, (sum, range) => sum + range.Counts);
        return new(head.Header, ranges, counts);
    }

    static Head ReadHead(ByteSource source, CsvFormat format, Dialect dialect, long start)
    {
        var at = start;
        var line = 1L;
        for (; line <= format.SkipLines && at < source.Length; line++)
            at = source.FindLineEnd(at).Next;
        var head = new Head([], at, line, new() { Records = line - 1, Preamble = line - 1 });
        var walk = new RecordWalk(source, dialect);
        for (var left = format.HasHeader ? format.HeaderRecords : 0; left > 0 && head.End < source.Length;)
        {
            var step = walk.Next(head.End);
            left -= step.Kind == StepKind.Record ? 1 : 0;
            head = head.With(step, new() { Header = 1 });
        }

        for (var left = format.SkipRecords; left > 0 && head.End < source.Length;)
        {
            var step = walk.Next(head.End);
            left -= step.Kind == StepKind.Record ? 1 : 0;
            head = head.With(step, new() { BehindHeader = 1 });
        }

        return head;
    }

    /// <summary>
    /// Counts every nominal range at once, each from the first line that starts in it, and then again those where that line was no record's
    /// first.
    /// </summary>
    static List<RangeTally> Count(ByteSource source, CsvFormat format, Dialect dialect, long start, CancellationToken cancellationToken)
    {
        var nominal = (source.Length - start + format.RangeBytes - 1) / format.RangeBytes;
        var guesses = new RangeTally?[nominal];
        // A counter holds a range's bytes; there are as many as work at once.
        var idle = new ConcurrentBag<RecordCounter>();
        Parallel.For(0, nominal, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            if (GuessStart(Cut(i), Cut(i + 1)) is not { } guess)
                return;
            var counter = idle.TryTake(out var other) ? other : new(source, dialect);
            guesses[i] = counter.Count(guess, Cut(i + 1));
            idle.Add(counter);
        });

        var tallies = new List<RangeTally>(guesses.Length);
        var again = idle.TryTake(out var counter) ? counter : new(source, dialect);
        var at = start;
        for (var i = 0; i < guesses.Length; i++)
        {
            // A record may reach over several cuts.
            if (at >= Cut(i + 1))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var tally = guesses[i] is { } guess && guess.Start == at ? guess : again.Count(at, Cut(i + 1));
            tallies.Add(tally);
            at = tally.End;
        }

        return tallies;

        long Cut(long i) => Math.Min(start + i * format.RangeBytes, source.Length);

        long? GuessStart(long cut, long next)
        {
            if (cut == start)
                return cut;
            return source.FindLineEnd(cut - 1, next) is { } end && end.Next < next ? end.Next : null;
        }
    }

    /// <summary>Gives the ranges their line numbers, and the last of them the footer.</summary>
    static CsvRange[] Number(List<RangeTally> tallies, long firstLine, long footer)
    {
        var ranges = new CsvRange[tallies.Count];
        var line = firstLine;
        for (var i = 0; i < ranges.Length; i++)
        {
            var tally = tallies[i];
            ranges[i] = new(
                tally.Start, tally.End, line, tally.Lines, new()
                {
                    Records = tally.Records,
                    Blank = tally.Blank,
                    Comment = tally.Comment,
                });
            line += tally.Lines;
        }

        for (var i = ranges.Length - 1; i >= 0 && footer > 0; i--)
        {
            var here = Math.Min(footer, ranges[i].Counts.Data);
            ranges[i] = ranges[i] with { Counts = ranges[i].Counts with { Footer = here } };
            footer -= here;
        }

        return ranges;
    }

    /// <param name="End">Where the ranges begin.</param>
    sealed record Head(IReadOnlyList<CsvRange> Header, long End, long NextLine, CsvCounts Counts)
    {
        /// <param name="asRecord">What the step counts for when it is neither blank nor a comment.</param>
        public Head With(Step step, CsvCounts asRecord)
        {
            var counts = step.Kind switch
            {
                StepKind.Blank => new CsvCounts { Blank = 1 },
                StepKind.Comment => new() { Comment = 1 },
                _ => asRecord,
            };
            var names = step.Kind == StepKind.Record && asRecord.Header > 0;
            IReadOnlyList<CsvRange> header = names
                ? [.. Header, new(step.Start, step.End, NextLine, step.Lines, new() { Records = 1 })]
                : Header;
            return new(header, step.End, NextLine + step.Lines, Counts + counts with { Records = 1 });
        }
    }
}
