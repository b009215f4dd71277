using System.Runtime.CompilerServices;
using Granary.Csv.Bytes;

namespace Granary.Csv.Indexing;

/// <summary>
/// What is carried from one block of 64 bytes to the next when quotes are followed. Masks of one bit, except for Inside: all bits or none.
/// </summary>
/// <param name="AtFieldStart">The block's first byte is where a quote may open: behind a delimiter, a line end or a closing quote that may
/// turn out to be doubled.</param>
/// <param name="Inside">The block starts inside quotes.</param>
/// <param name="AfterClose">The byte before the block closed a quoted field.</param>
readonly record struct QuoteState(ulong AtFieldStart, ulong Inside = 0, ulong AfterClose = 0)
{
    public ulong IsOpen => Inside | AfterClose;

    public static QuoteState AfterBlockWithoutQuotes(ulong lineBytes, bool endsWithDelimiter) =>
        new((lineBytes >> 63) | (endsWithDelimiter ? 1ul : 0ul));
}

static class QuoteStates
{
    /// <returns>The bytes inside quotes, opening quotes included, closing quotes not.</returns>
    /// <param name="odd">Where a quote stands as it cannot, seen from here: what follows is not to be trusted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Advance(this ref QuoteState state, Block block, ulong quotes, ulong lineBytes, Dialect dialect, out ulong odd)
    {
        if (!dialect.HasSingleBytes)
        {
            odd = quotes;
            return 0;
        }

        var lineOrDelimiter = lineBytes | block.Where(dialect.Delimiter[0]);
        var escapes = dialect.Escape == Dialect.None ? 0 : block.Where((byte)dialect.Escape);
        ulong inside, closes, separators;
        while (true)
        {
            inside = PrefixXor(quotes) ^ state.Inside;
            closes = quotes & ~inside;
            separators = lineOrDelimiter & ~inside;
            var opens = quotes & inside;
            var afterClose = (closes << 1) | state.AfterClose;
            odd = afterClose & ~(separators | quotes);
            if (dialect.Escape != Dialect.None)
                odd |= (escapes & inside) | (afterClose & opens);
            var amid = opens & ~(((separators | closes) << 1) | state.AtFieldStart);
            var first = amid & (0 - amid);
            if (first == 0 || (odd & (first - 1)) != 0)
                break;
            // A quote amid an unquoted field is text; without it the masks behind it are others.
            quotes ^= first;
        }

        state = new((separators | closes) >> 63, (ulong)((long)inside >> 63), closes >> 63);
        return inside;
    }

    /// <returns>Bit i is the parity of bits 0 to i.</returns>
    static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
