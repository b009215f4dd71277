using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Granary.Csv.Bytes;

namespace Granary.Csv.Parsing;

/// <summary>
/// The places in a buffer where fields and records end, found 64 bytes at a time. It stops before the first record whose quoting is
/// anything but plain, or which may be a comment, and is started again behind it.
/// </summary>
sealed class Structure
{
    /// <summary>
    /// Set in a place that is a line end inside quotes; with <see cref="DoubledQuote"/>, the second quote of a doubled one.
    /// </summary>
    public const int InsideQuotes = int.MinValue;

    public const int DoubledQuote = 1 << 30;

    const int Most = 2048;

    readonly int[] _places = new int[Most + 2 * Block.Size];
    readonly byte _delimiter;
    readonly byte _quote;
    readonly byte _escape;
    readonly byte _comment;
    readonly bool _hasQuote;
    readonly bool _hasEscape;
    readonly bool _hasComment;

    int _at;
    bool _stopped = true;
    ulong _inside;
    ulong _afterReturn;
    ulong _afterClose;
    ulong _fieldMayStart;
    ulong _recordMayStart;

    public Structure(Dialect dialect)
    {
        CanRead = dialect.HasSingleBytes;
        _delimiter = dialect.Delimiter[0];
        (_hasQuote, _quote) = (dialect.Quote != Dialect.None, (byte)dialect.Quote);
        (_hasEscape, _escape) = (dialect.Escape != Dialect.None, (byte)dialect.Escape);
        (_hasComment, _comment) = dialect.Comment.Length > 0 ? (true, dialect.Comment[0]) : (false, dialect.Filler);
    }

    /// <summary>False for a delimiter or a quote of several bytes.</summary>
    public bool CanRead { get; }

    /// <summary>
    /// Indexes into the buffer, ascending, each a delimiter, a line feed that follows no carriage return, a carriage return, or marked as
    /// above.
    /// </summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <param name="recordStart">Index of a record's first byte.</param>
    public void Restart(int recordStart)
    {
        Count = 0;
        _at = recordStart;
        _stopped = !CanRead;
        (_inside, _afterReturn, _afterClose, _fieldMayStart, _recordMayStart) = (0, 0, 0, 1, 1);
    }

    /// <summary>Finds the next places, at least one.</summary>
    /// <param name="buffer">With 64 bytes without meaning behind its length.</param>
    /// <returns>False when there are none up to the length, or none that can be trusted.</returns>
    public bool Fill(ReadOnlySpan<byte> buffer, int length)
    {
        Count = 0;
        ref var origin = ref MemoryMarshal.GetReference(buffer);
        var count = 0;
        while (!_stopped && _at < length && count < Most)
        {
            var block = Block.Load(ref Unsafe.Add(ref origin, _at));
            var feeds = block.Where(Dialect.LineFeed);
            var returns = block.Where(Dialect.CarriageReturn);
            var delimiters = block.Where(_delimiter);
            var quotes = _hasQuote ? block.Where(_quote) : 0;
            var newLines = feeds;
            if ((returns | _afterReturn) != 0)
            {
                newLines = returns | (feeds & ~((returns << 1) | _afterReturn));
                _afterReturn = returns >> 63;
            }

            if ((quotes | _inside | _afterClose) == 0 && !_hasComment)
            {
                _fieldMayStart = (delimiters | feeds | returns) >> 63;
                count = Add(delimiters | newLines, count);
            }
            else
            {
                count = AddQuoted(block, delimiters, newLines, feeds | returns, quotes, count);
            }

            _at += Block.Size;
        }

        Count = count;
        return count > 0;
    }

    int AddQuoted(Block block, ulong delimiters, ulong newLines, ulong lineBytes, ulong quotes, int count)
    {
        var escapes = _hasEscape ? block.Where(_escape) : 0;
        ulong inside, closes, separators, doubled, unusual;
        while (true)
        {
            inside = PrefixXor(quotes) ^ _inside;
            var opens = quotes & inside;
            closes = quotes & ~inside;
            separators = (delimiters | lineBytes) & ~inside;
            var closed = (closes << 1) | _afterClose;
            doubled = closed & opens;
            unusual = closed & ~(separators | quotes);
            if (_hasEscape)
                unusual |= (escapes & inside) | doubled;
            var stray = opens & ~(((separators | closes) << 1) | _fieldMayStart);
            if (stray == 0 || BitOperations.TrailingZeroCount(unusual) < BitOperations.TrailingZeroCount(stray))
                break;
            // It opens nothing where no field starts: it is text, and what was taken to be inside of it is not.
            quotes &= ~(1ul << BitOperations.TrailingZeroCount(stray));
        }

        if (_hasComment)
            unusual |= block.Where(_comment) & (((lineBytes & ~inside) << 1) | _recordMayStart);

        var marked = (newLines & inside) | doubled;
        var places = ((delimiters | newLines) & ~inside) | marked;
        if (unusual != 0)
        {
            _stopped = true;
            places &= (1ul << BitOperations.TrailingZeroCount(unusual)) - 1;
        }

        _inside = (ulong)((long)inside >> 63);
        _afterClose = closes >> 63;
        _fieldMayStart = (separators | closes) >> 63;
        _recordMayStart = (lineBytes & ~inside) >> 63;
        return (places & marked) == 0 ? Add(places, count) : AddMarked(places, newLines & inside, doubled, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Add(ulong places, int count)
    {
        // Written eight at a time, whether there are as many or not: the count says which of them are meant.
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), count);
        var added = BitOperations.PopCount(places);
        var at = _at;
        while (places != 0)
        {
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref to, i) = at + BitOperations.TrailingZeroCount(places);
                places &= places - 1;
            }

            to = ref Unsafe.Add(ref to, 8);
        }

        return count + added;
    }

    int AddMarked(ulong places, ulong linesInside, ulong doubled, int count)
    {
        for (; places != 0; places &= places - 1)
        {
            var bit = places & (0 - places);
            var mark = (linesInside & bit) != 0 ? InsideQuotes : (doubled & bit) != 0 ? InsideQuotes | DoubledQuote : 0;
            _places[count++] = (_at + BitOperations.TrailingZeroCount(places)) | mark;
        }

        return count;
    }

    static ulong PrefixXor(ulong bits)
    {
        for (var shift = 1; shift < 64; shift *= 2)
            bits ^= bits << shift;
        return bits;
    }
}
