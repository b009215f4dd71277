using Granary.Csv.Bytes;

namespace Granary.Csv.Parsing;

/// <summary>What stands between quotes, as it was meant.</summary>
static class Quoting
{
    /// <returns>The bytes written, at most those that were given.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> destination, Dialect dialect)
    {
        if (dialect.QuoteBytes.Length > 1)
            return UnescapeWide(text, destination, dialect);
        var escape = dialect.Escape == Dialect.None ? (byte)dialect.Quote : (byte)dialect.Escape;
        var written = 0;
        while (true)
        {
            var plain = text.IndexOf(escape);
            if (plain < 0 || plain + 1 == text.Length)
            {
                text.CopyTo(destination[written..]);
                return written + text.Length;
            }

            text[..plain].CopyTo(destination[written..]);
            written += plain;
            var next = text[plain + 1];
            var isEscape = next == dialect.Quote || next == escape;
            destination[written++] = isEscape ? next : escape;
            text = text[(plain + (isEscape ? 2 : 1))..];
        }
    }

    /// <summary>The same for a quote of several bytes.</summary>
    static int UnescapeWide(ReadOnlySpan<byte> text, Span<byte> destination, Dialect dialect)
    {
        var quote = dialect.QuoteBytes.AsSpan();
        var escape = dialect.Escape == Dialect.None ? quote : [(byte)dialect.Escape];
        var written = 0;
        while (text.Length > 0)
        {
            if (text.StartsWith(escape) && (text[escape.Length..].StartsWith(quote) || text[escape.Length..].StartsWith(escape)))
                text = text[escape.Length..];

            // What stood behind an escape is taken whole, so that it is no escape itself.
            var taken = text.StartsWith(quote) ? quote.Length : 1;
            text[..taken].CopyTo(destination[written..]);
            written += taken;
            text = text[taken..];
        }

        return written;
    }
}
