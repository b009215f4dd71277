namespace Granary.Tables.Values;

/// <summary>The text of a field as rules see it.</summary>
static class FieldText
{
    /// <summary>Cuts blanks at both ends: space, tab, line ends, form feed, vertical tab, and the no-break space of UTF-8.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            if (IsBlank(text[0]))
                text = text[1..];
            else if (text.StartsWith(NoBreakSpace))
                text = text[2..];
            else
                break;
        }

        while (text.Length > 0)
        {
            if (IsBlank(text[^1]))
                text = text[..^1];
            else if (text.EndsWith(NoBreakSpace))
                text = text[..^2];
            else
                break;
        }

        return text;
    }

    static ReadOnlySpan<byte> NoBreakSpace => [0xC2, 0xA0];

    static bool IsBlank(byte b) => b == ' ' || (b >= '\t' && b <= '\r');
}
