using Granary.Model.Datasets;
using Granary.Tables.Values;

namespace Granary.Tables.Spark;

/// <summary>
/// When clocks of a zone were put forward and back, asked of the clock that cleanses here, so that no engine needs a database of its own.
/// </summary>
/// <remarks>
/// Whole seconds of local time since 1970, year by year from <see cref="FirstYear"/> to <see cref="LastYear"/>. Before, nothing changed.
/// Behind, clocks follow one rule by the days of the week, so that each year is like one of the last 28, in which all fourteen kinds of
/// years are found. A test holds this against all zones.
/// </remarks>
sealed class ZoneFacts
{
    public const int FirstYear = 1800;
    public const int LastYear = 2128;

    const long Second = 1_000_000;
    const long Day = 86_400 * Second;
    const long Step = Day / 4;

    readonly ZoneClock _clock;

    ZoneFacts(ZoneClock clock) => _clock = clock;

    /// <summary>For each year what its clocks say, by the time from which on they do.</summary>
    public IReadOnlyList<IReadOnlyList<LocalSpan>> Years { get; private init; } = [];

    public static ZoneFacts Of(SourceTimeZone zone)
    {
        var clock = new ZoneClock(zone);
        var facts = new ZoneFacts(clock);
        var times = facts.Changes().Order().ToList();
        var years = new List<IReadOnlyList<LocalSpan>>();
        for (var year = FirstYear; year <= LastYear; year++)
        {
            var (from, until) = (Start(year), Start(year + 1));
            var spans = new List<LocalSpan>();
            foreach (var time in times.Where(t => t > from && t < until).Prepend(from))
            {
                var span = facts.At(time);
                if (spans.Count == 0 || spans[^1] with { From = span.From } != span)
                    spans.Add(span);
            }

            years.Add(spans);
        }

        return new(clock) { Years = years };
    }

    /// <summary>The year among the last that begins on the same day of the week and is as long.</summary>
    /// <param name="kind">0 to 6 for years that begin on a Sunday to Saturday, 7 to 13 for leap years that do.</param>
    public static int YearOfKind(int kind) =>
        Enumerable
            .Range(LastYear - 27, 28)
            .Single(y => (int)new DateOnly(y, 1, 1).DayOfWeek + (DateTime.IsLeapYear(y) ? 7 : 0) == kind && IsFirst(y));

    /// <summary>The years of one kind are one or three among 28; the first of them stands for all.</summary>
    static bool IsFirst(int year) =>
        !Enumerable
            .Range(LastYear - 27, year - LastYear + 27)
            .Any(y =>
                new DateOnly(y, 1, 1).DayOfWeek == new DateOnly(year, 1, 1).DayOfWeek && DateTime.IsLeapYear(y) == DateTime.IsLeapYear(year)
            );

    static long Start(int year) => (new DateOnly(year, 1, 1).DayNumber - Moment.Epoch) * Day;

    /// <summary>All local times at which what a clock says may change.</summary>
    HashSet<long> Changes()
    {
        var moments = new List<(long Utc, long Before, long After)>();
        var (at, offset) = (Start(FirstYear) - 2 * Day, _clock.OffsetAt(Start(FirstYear) - 2 * Day));
        for (; at < Start(LastYear + 1) + 2 * Day; at += Step)
        {
            var next = _clock.OffsetAt(at + Step);
            if (next == offset)
                continue;
            moments.Add((FirstWith(at, at + Step, offset), offset, next));
            offset = next;
        }

        // What is asked is the offset a day before and a day after the time, and at the moments that these give.
        return
        [
            .. moments.SelectMany(
                (m, i) =>
                    moments
                        .Skip(Math.Max(0, i - 2))
                        .Take(5)
                        .SelectMany(near => new[] { m.Utc + near.Before, m.Utc + near.After })
                        .Concat([m.Utc - Day, m.Utc + Day])),
        ];
    }

    /// <returns>The first second with another offset.</returns>
    long FirstWith(long low, long high, long offset)
    {
        while (high - low > Second)
        {
            var middle = low + (high - low) / (2 * Second) * Second;
            if (_clock.OffsetAt(middle) == offset)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    LocalSpan At(long local)
    {
        var times = _clock.Read(local, out var earlier, out var later);
        return new(local / Second, times, (local - earlier) / (60 * Second), (local - later) / (60 * Second));
    }
}

/// <param name="From">The first second.</param>
/// <param name="Times">How often clocks showed each of its times: 0, 1 or 2.</param>
/// <param name="Earlier">Minutes ahead of UTC the first time they did.</param>
/// <param name="Later">Minutes ahead of UTC the last time they did.</param>
readonly record struct LocalSpan(long From, int Times, long Earlier, long Later);
