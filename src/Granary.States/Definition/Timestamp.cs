using System.Globalization;

namespace Granary.States.Definition;

/// <summary>
/// Times as the language takes them: RFC 3339 with a capital T and a capital Z or an offset. What is finer than 100 ns is cut off.
/// </summary>
static class Timestamp
{
    const int MostDigits = 7;

    static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(Shorten(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    static string Shorten(string text)
    {
        const int PlaceOfDot = 19;
        if (text.Length <= PlaceOfDot || text[PlaceOfDot] != '.')
            return text;
        var end = PlaceOfDot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var kept = Math.Min(end, PlaceOfDot + 1 + MostDigits);
        return text[..kept] + text[end..];
    }
}
