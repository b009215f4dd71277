using System.Numerics;
using System.Runtime.CompilerServices;
using Granary.Csv.Bytes;

namespace Granary.Csv.Indexing;

/// <summary>
/// Counts the records of a range and finds its end, 64 bytes at a time and without a look at fields. Shares no grammar with the reader,
/// so that each checks the other. One per thread.
/// </summary>
/// <remarks>
/// A block's quotes give a mask of the bytes inside quotes (each quote flips it), and that is right as long as every quote that opens
/// stands at the start of a field and every one that closes at the end of one. The record in which that is not so, which is longer than
/// allowed, or which is not finished where the range ends, is left to <see cref="RecordWalk"/>.
/// </remarks>
sealed class RecordCounter(ByteSource source, Dialect dialect)
{
    readonly RecordWalk _walk = new(source, dialect);
    byte[] _buffer = [];
    int _length;

    long _lines;
    long _records;
    long _blank;
    long _comment;

    /// <summary>Counts the records that start in [start, stop).</summary>
    /// <param name="start">A record's first byte.</param>
    /// <param name="stop">More than start, at most the file's length.</param>
    public RangeTally Count(long start, long stop)
    {
        Load(start, stop);
        (_lines, _records, _blank, _comment) = (0, 0, 0, 0);
        var at = 0L;
        while (at < _length)
        {
            at = CountBlocks((int)at);
            if (at >= _length)
                break;
            var step = _walk.Next(start + at);
            _lines += step.Lines;
            _records++;
            _blank += step.Kind == StepKind.Blank ? 1 : 0;
            _comment += step.Kind == StepKind.Comment ? 1 : 0;
            at = step.End - start;
        }

        return new(start, start + at, _lines, _records, dialect.KeepsBlankLines ? 0 : _blank, _comment);
    }

    /// <summary>Reads the range and the byte behind it, which decides whether a carriage return there is the end of its line.</summary>
    void Load(long start, long stop)
    {
        _length = (int)(stop - start);
        var wanted = (int)Math.Min(_length + 1, source.Length - start);
        if (_buffer.Length < wanted + Block.Size)
            _buffer = GC.AllocateUninitializedArray<byte>(wanted + Block.Size);
        source.Read(_buffer.AsSpan(0, wanted), start);
        _buffer.AsSpan(wanted, Block.Size).Fill(dialect.Filler);
    }

    /// <returns>The start of the first record that these masks cannot finish, or the end of the last one.</returns>
    int CountBlocks(int from)
    {
        var quoteMark = (byte)dialect.Quote;
        var commentMark = dialect.Comment.Length > 0 ? dialect.Comment[0] : dialect.Filler;
        var hasQuotes = dialect.Quote != Dialect.None;
        var hasComments = dialect.Comment.Length > 0;
        ref var origin = ref _buffer[0];

        var recordStart = from;
        var pendingLines = 0;
        var afterReturn = 0ul;
        var afterEnd = 1ul;
        var state = new QuoteState(AtFieldStart: 1);
        for (var at = from; at < _length; at += Block.Size)
        {
            var block = Block.Load(ref Unsafe.Add(ref origin, at));
            var quotes = hasQuotes ? block.Where(quoteMark) : 0;
            var feeds = block.Where(Dialect.LineFeed);
            var returns = block.Where(Dialect.CarriageReturn);
            var lineBytes = feeds | returns;
            var newLines = returns | (feeds & ~((returns << 1) | afterReturn));
            var ends = newLines;
            var outside = lineBytes;
            var stop = _length - at < Block.Size ? 1ul << (_length - at) : 0;
            if ((quotes | state.IsOpen) != 0)
            {
                var inside = state.Advance(block, quotes, lineBytes, dialect, out var odd);
                ends &= ~inside;
                outside &= ~inside;
                stop |= odd;
            }
            else
            {
                state = QuoteState.AfterBlockWithoutQuotes(lineBytes, _buffer[at + Block.Size - 1] == dialect.Delimiter[0]);
            }

            if (hasComments)
                stop |= block.Where(commentMark) & ((outside << 1) | afterEnd);

            var trusted = stop == 0 ? ulong.MaxValue : (1ul << BitOperations.TrailingZeroCount(stop)) - 1;
            ends &= trusted;
            if (ends != 0)
            {
                if (at + BitOperations.TrailingZeroCount(ends) - recordStart > dialect.MaxRecordBytes)
                    return recordStart;
                var last = 63 - BitOperations.LeadingZeroCount(ends);
                var finished = ulong.MaxValue >> (63 - last);
                _records += BitOperations.PopCount(ends);
                _blank += BitOperations.PopCount(ends & ((outside << 1) | afterEnd));
                _lines += pendingLines + BitOperations.PopCount(newLines & finished);
                pendingLines = BitOperations.PopCount(newLines & ~finished);
                recordStart = AfterLineEnd(at + last);
            }
            else
            {
                if (at + Block.Size - recordStart > dialect.MaxRecordBytes)
                    return recordStart;
                pendingLines += BitOperations.PopCount(newLines);
            }

            if (stop != 0)
                return recordStart;
            afterReturn = returns >> 63;
            afterEnd = outside >> 63;
        }

        return recordStart;
    }

    int AfterLineEnd(int at) =>
        _buffer[at] == Dialect.CarriageReturn && _buffer[at + 1] == Dialect.LineFeed ? at + 2 : at + 1;
}
