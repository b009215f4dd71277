using Granary.Model.Datasets;
using Granary.Tables.Spark;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Spark;

/// <summary>
/// The list that Spark looks local times up in says what the clock says that cleanses here: for each zone of the machine, around its
/// changes and far from them.
/// </summary>
public sealed class ZoneFactsTests
{
    const long Second = 1_000_000;
    const long Day = 86_400 * Second;

    [Fact]
    public void Every_zone_reads_local_times_as_the_clock_does()
    {
        var zones = TimeZoneInfo
            .GetSystemTimeZones()
            .Select(z => z.Id)
            .Where((_, i) => i % 9 == 0)
            .Concat([
                "Europe/Berlin", "Europe/Dublin", "Pacific/Apia", "Africa/Casablanca", "Africa/Monrovia", "America/Nuuk", "Africa/Cairo",
                "Asia/Gaza", "Australia/Lord_Howe", "Antarctica/Troll", "America/Sao_Paulo", "America/Santiago",
            ]);
        var wrong = zones.Distinct(StringComparer.Ordinal).AsParallel().SelectMany(Differences).ToList();

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    static IEnumerable<string> Differences(string id)
    {
        var clock = new ZoneClock(new(id, AmbiguousTime.Reject));
        var facts = ZoneFacts.Of(new(id, AmbiguousTime.Reject));
        var random = new Random(7);
        var places = facts.Years.SelectMany(y => y).Select(s => s.From * Second)
            .SelectMany(t => new[] { t - Second, t - 1, t, t + 1, t + 1800 * Second })
            .Concat(Enumerable.Range(0, 2000).Select(_ => random.NextInt64(-700_000, 2_900_000) * Day + random.NextInt64(Day)));
        foreach (var local in places)
        {
            var times = clock.Read(local, out var earlier, out var later);
            var span = Find(facts, local);
            if (
                span.Times != times
                || (times > 0 && (span.Earlier * 60 * Second != local - earlier || span.Later * 60 * Second != local - later)))
                yield return $"{id} {DateTime.UnixEpoch.AddTicks(local * 10):o}: {times} times, {(local - earlier) / Second}, "
                    + $"{(local - later) / Second}; the list says {span}";
        }
    }

    /// <summary>As ZoneSql's query does.</summary>
    static LocalSpan Find(ZoneFacts facts, long local)
    {
        var date = DateTime.UnixEpoch.AddTicks(local * 10);
        var second = (local - ((local % Second) + Second) % Second) / Second;
        var year = Math.Max(date.Year, ZoneFacts.FirstYear);
        if (date.Year > ZoneFacts.LastYear)
        {
            var first = new DateOnly(date.Year, 1, 1);
            year = ZoneFacts.YearOfKind((int)first.DayOfWeek + (DateTime.IsLeapYear(date.Year) ? 7 : 0));
            second += (new DateOnly(year, 1, 1).DayNumber - first.DayNumber) * 86_400L;
        }

        var spans = facts.Years[year - ZoneFacts.FirstYear];
        return spans.LastOrDefault(s => s.From <= second, spans[0]);
    }
}
