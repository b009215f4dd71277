using System.Globalization;

namespace Granary.Platform.Runs;

/// <summary>Times as homes and the JSON of the command line write them: ISO 8601 in UTC, to the millisecond.</summary>
public static class Timestamps
{
    public static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
