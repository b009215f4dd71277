using System.Buffers;
using System.Text;

namespace Granary.Csv.Parsing;

/// <summary>Bytes for people to look at.</summary>
static class RawText
{
    /// <returns>The text, with <c>\xNN</c> for every byte that is none.</returns>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                for (var i = 0; i < used; i++)
                    text.Append($"\\x{bytes[i]:X2}");
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }
}
