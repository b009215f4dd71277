using System.Globalization;
using System.Text.RegularExpressions;

namespace Granary.Model.Rules;

/// <summary>Spans of time as authors write them: <c>36h</c>, <c>1d 12h</c>, or <c>P1DT12H</c> as ISO 8601 has them.</summary>
static class DurationText
{
    /// <summary>Also a pattern of JSON Schema. Months and years have no length.</summary>
    public const string Pattern = "^(?:(?:[0-9]{1,6} ?[wdhms] "
        + "?)+|P(?=[0-9T])(?:[0-9]{1,6}W)?(?:[0-9]{1,6}D)?(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?)?)$";

    /// <returns>Null when it is none, or nothing at all.</returns>
    public static TimeSpan? Find(string text)
    {
        if (!Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant))
            return null;
        var span = TimeSpan.Zero;
        foreach (
            Match part in Regex.Matches(
                text.ToLowerInvariant(), "(?<count>[0-9]+) ?(?<unit>[wdhms])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)
        )
        {
            var count = int.Parse(part.Groups["count"].Value, CultureInfo.InvariantCulture);
            span += part.Groups["unit"].Value switch
            {
                "w" => TimeSpan.FromDays(7L * count),
                "d" => TimeSpan.FromDays(count),
                "h" => TimeSpan.FromHours(count),
                "m" => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
        }

        return span > TimeSpan.Zero ? span : null;
    }

    /// <summary>For people: <c>1d 12h</c>.</summary>
    public static string InWords(TimeSpan span)
    {
        var parts = new (long Count, string Unit)[] { (span.Days, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s") };
        return string.Join(' ', parts.Where(p => p.Count > 0).Select(p => p.Count.ToString(CultureInfo.InvariantCulture) + p.Unit));
    }
}
