using Granary.Model.Datasets;

namespace Granary.Tables.Values;

/// <summary>What a clock of a place shows, as moments.</summary>
/// <remarks>
/// Asks the zone for nothing but the offset at a moment of UTC. Its own word on times that were skipped or came twice is wrong where a zone
/// changed its standard offset: of Samoa, which left out 2011-12-30, it takes that day and refuses the one before. Seen with .NET 10.
/// </remarks>
sealed class ZoneClock(SourceTimeZone zone)
{
    const long Day = 86_400_000_000;

    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);

    /// <returns>Whether the time came exactly once, or twice and the column says which of them is meant.</returns>
    public bool TryUtc(Moment local, out long utc)
    {
        var times = Read(local.Timestamp, out var earlier, out var later);
        utc = zone.Ambiguous == AmbiguousTime.Later ? later : earlier;
        return times == 1 || (times == 2 && zone.Ambiguous != AmbiguousTime.Reject);
    }

    /// <summary>Why a time without an offset is no moment; null when it is one.</summary>
    public string? Complaint(Moment local) => Read(local.Timestamp, out _, out _) switch
    {
        0 => $"clocks in {zone.Id} skipped that time",
        2 when zone.Ambiguous == AmbiguousTime.Reject => $"clocks in {zone.Id} showed that time twice; ambiguousTimes says which is meant",
        _ => null,
    };

    /// <returns>How often the clock showed the time: 0, 1 or 2.</returns>
    public int Read(long local, out long earlier, out long later)
    {
        // No offset is a day, so that any change which matters lies between the day before and the day after.
        var (before, after) = (OffsetAt(local - Day), OffsetAt(local + Day));
        earlier = local - before;
        later = local - after;
        if (before == after)
            return 1;
        var (isBefore, isAfter) = (OffsetAt(earlier) == before, OffsetAt(later) == after);
        if (isBefore && isAfter)
            return 2;
        earlier = later = isBefore ? earlier : later;
        return isBefore || isAfter ? 1 : 0;
    }

    /// <param name="utc">Before the year 1 and behind 9999 the offset is that of the nearest day which .NET knows.</param>
    public long OffsetAt(long utc)
    {
        var ticks = Math.Clamp(
            utc * TimeSpan.TicksPerMicrosecond + DateTime.UnixEpoch.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return _zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerMicrosecond;
    }
}
