using System.Text;

namespace Granary.Tables.Values;

/// <summary>Text to true and false.</summary>
static class Booleans
{
    /// <param name="text">Trimmed; true, t, yes, y, 1 and false, f, no, n, 0, in any case.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool value)
    {
        value = IsAny(text, "true"u8, "t"u8, "yes"u8, "y"u8, "1"u8);
        return value || IsAny(text, "false"u8, "f"u8, "no"u8, "n"u8, "0"u8);
    }

    static bool IsAny(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d,
        ReadOnlySpan<byte> e) =>
        Ascii.EqualsIgnoreCase(text, a)
        || Ascii.EqualsIgnoreCase(text, b)
        || Ascii.EqualsIgnoreCase(text, c)
        || Ascii.EqualsIgnoreCase(text, d)
        || Ascii.EqualsIgnoreCase(text, e);
}
