using System.Globalization;
using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class TimePatternTests
{
    [Theory]
    [InlineData("%Y-%m-%d", "2026-02-28", "2026-02-28 00:00:00.000000")]
    [InlineData("%Y-%m-%d", "2024-02-29", "2024-02-29 00:00:00.000000")]
    [InlineData("%Y-%m-%d", "2000-02-29", "2000-02-29 00:00:00.000000")]
    [InlineData("%Y-%m-%d", "0001-01-01", "0001-01-01 00:00:00.000000")]
    [InlineData("%Y-%m-%d", "9999-12-31", "9999-12-31 00:00:00.000000")]
    [InlineData("%m/%d/%Y", "1/2/2026", "2026-01-02 00:00:00.000000")]
    [InlineData("%-m/%-d/%Y", "01/02/2026", "2026-01-02 00:00:00.000000")]
    [InlineData("%Y%m%d", "20260102", "2026-01-02 00:00:00.000000")]
    [InlineData("%d.%m.%y", "01.02.68", "2068-02-01 00:00:00.000000")]
    [InlineData("%d.%m.%y", "01.02.69", "1969-02-01 00:00:00.000000")]
    [InlineData("%d.%m.%y", "01.02.99", "1999-02-01 00:00:00.000000")]
    [InlineData("%d.%m.%y", "29.02.00", "2000-02-29 00:00:00.000000")]
    [InlineData("%d-%b-%Y", "05-SEP-2026", "2026-09-05 00:00:00.000000")]
    [InlineData("%d %B %Y", "5 september 2026", "2026-09-05 00:00:00.000000")]
    [InlineData("%d %B %Y", "5 May 2026", "2026-05-05 00:00:00.000000")]
    [InlineData("%a, %d %b %Y", "Mon, 05 Sep 2026", "2026-09-05 00:00:00.000000")]
    [InlineData("%A %d %b %Y", "WEDNESDAY 05 Sep 2026", "2026-09-05 00:00:00.000000")]
    [InlineData("%Y-%j", "2024-366", "2024-12-31 00:00:00.000000")]
    [InlineData("%Y-%j", "2026-1", "2026-01-01 00:00:00.000000")]
    [InlineData("%Y-%m-%d %H:%M:%S", "2026-01-02 23:59:59", "2026-01-02 23:59:59.000000")]
    [InlineData("%Y-%m-%d %H:%M:%S", "2026-01-02 3:4:5", "2026-01-02 03:04:05.000000")]
    [InlineData("%Y-%m-%d %I:%M %p", "2026-01-02 12:00 AM", "2026-01-02 00:00:00.000000")]
    [InlineData("%Y-%m-%d %I:%M %p", "2026-01-02 12:00 pm", "2026-01-02 12:00:00.000000")]
    [InlineData("%Y-%m-%d %I:%M%p", "2026-01-02 1:30PM", "2026-01-02 13:30:00.000000")]
    [InlineData("%Y-%m-%d %p %I", "2026-01-02 PM 11", "2026-01-02 23:00:00.000000")]
    [InlineData("%Y-%m-%d %H:%M:%S.%f", "2026-01-02 00:00:00.5", "2026-01-02 00:00:00.500000")]
    [InlineData("%Y-%m-%d %H:%M:%S.%f", "2026-01-02 00:00:00.000001", "2026-01-02 00:00:00.000001")]
    [InlineData("%Y-%m-%d %H:%M:%S.%g", "2026-01-02 00:00:00.123", "2026-01-02 00:00:00.123000")]
    [InlineData("%Y-%m-%d %H:%M:%S.%n", "2026-01-02 00:00:00.123456789", "2026-01-02 00:00:00.123456")]
    [InlineData("%Y-%m-%dT%H:%M%z", "2026-01-02T01:00Z", "2026-01-02 01:00:00.000000")]
    [InlineData("%Y-%m-%dT%H:%M%z", "2026-01-02T01:00+02:00", "2026-01-01 23:00:00.000000")]
    [InlineData("%Y-%m-%dT%H:%M%z", "2026-01-02T23:00-0530", "2026-01-03 04:30:00.000000")]
    [InlineData("%Y-%m-%dT%H:%M%z", "2026-01-02T01:00+02", "2026-01-01 23:00:00.000000")]
    [InlineData("%H:%M%z %d.%m.%Y", "01:00+02 02.01.2026", "2026-01-01 23:00:00.000000")]
    [InlineData("100%% %Y-%m-%d", "100% 2026-01-02", "2026-01-02 00:00:00.000000")]
    [InlineData("%Y年%m月%d日", "2026年1月2日", "2026-01-02 00:00:00.000000")]
    [InlineData("%H:%M", "07:05", "1970-01-01 07:05:00.000000")]
    public void A_text_that_matches_is_a_moment(string pattern, string text, string expected)
    {
        Assert.True(new TimePattern(pattern).TryRead(Bytes(text), out var moment));
        Assert.Equal(expected, Text(moment));
    }

    [Theory]
    [InlineData("%Y-%m-%d", "2026-02-29")]
    [InlineData("%Y-%m-%d", "1900-02-29")]
    [InlineData("%Y-%m-%d", "2026-04-31")]
    [InlineData("%Y-%m-%d", "2026-00-10")]
    [InlineData("%Y-%m-%d", "2026-13-10")]
    [InlineData("%Y-%m-%d", "2026-01-00")]
    [InlineData("%Y-%m-%d", "2026-01-32")]
    [InlineData("%Y-%m-%d", "0000-01-01")]
    [InlineData("%Y-%m-%d", "26-01-01")]
    [InlineData("%Y-%m-%d", "12026-01-01")]
    [InlineData("%Y-%m-%d", "2026-01-01 ")]
    [InlineData("%Y-%m-%d", "2026-01-01T00:00")]
    [InlineData("%Y-%m-%d", "2026/01/01")]
    [InlineData("%Y-%m-%d", "2026-01")]
    [InlineData("%Y-%m-%d", "")]
    [InlineData("%Y-%m-%d", "-026-01-01")]
    [InlineData("%Y%m%d", "202601021")]
    [InlineData("%d.%m.%y", "1.1.2026")]
    [InlineData("%d.%m.%y", "1.1.6")]
    [InlineData("%d-%b-%Y", "05-Sept-2026")]
    [InlineData("%d-%b-%Y", "05-Okt-2026")]
    [InlineData("%d-%B-%Y", "05-Sep-2026")]
    [InlineData("%Y-%j", "2026-366")]
    [InlineData("%Y-%j", "2026-0")]
    [InlineData("%H:%M:%S", "24:00:00")]
    [InlineData("%H:%M:%S", "23:60:00")]
    [InlineData("%H:%M:%S", "23:59:60")]
    [InlineData("%H:%M:%S", "123:00:00")]
    [InlineData("%I:%M %p", "0:30 AM")]
    [InlineData("%I:%M %p", "13:30 PM")]
    [InlineData("%I:%M %p", "1:30 XM")]
    [InlineData("%I:%M %p", "1:30")]
    [InlineData("%H:%M:%S.%f", "00:00:00.")]
    [InlineData("%H:%M:%S.%f", "00:00:00.1234567890")]
    [InlineData("%H:%M%z", "01:00")]
    [InlineData("%H:%M%z", "01:00 Z")]
    [InlineData("%H:%M%z", "01:00+2")]
    [InlineData("%H:%M%z", "01:00+02:60")]
    [InlineData("%H:%M%z", "01:00+19:00")]
    [InlineData("%H:%M%z", "01:00+02:")]
    public void A_text_that_does_not_match_or_never_was_is_none(string pattern, string text)
    {
        Assert.False(new TimePattern(pattern).TryRead(Bytes(text), out _));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05", "2026-01-02 03:04:05.000000")]
    [InlineData("2026-01-02 03:04:05", "2026-01-02 03:04:05.000000")]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02 03:04:05.000000")]
    [InlineData("2026-01-02T03:04:05.25z", "2026-01-02 03:04:05.250000")]
    [InlineData("2026-01-02 03:04:05+02:00", "2026-01-02 01:04:05.000000")]
    [InlineData("2026-01-02T03:04", "2026-01-02 03:04:00.000000")]
    [InlineData("2026-01-02T03:04Z", "2026-01-02 03:04:00.000000")]
    [InlineData("2026-01-02", "2026-01-02 00:00:00.000000")]
    public void ISO_timestamps_have_many_forms(string text, string expected)
    {
        Assert.True(TimePattern.TryAny(Iso, Bytes(text), out var moment));
        Assert.Equal(expected, Text(moment));
    }

    [Theory]
    [InlineData("2026-01-02T")]
    [InlineData("2026-01-02T3")]
    [InlineData("2026-01-02  03:04:05")]
    [InlineData("2026-01-02t03:04:05")]
    [InlineData("2026-01-02T03:04:05,5")]
    [InlineData("2026-01-02T03:04:05 +02:00")]
    [InlineData("2026-01-02Z")]
    [InlineData("20260102T030405")]
    public void Some_forms_are_not_among_them(string text)
    {
        Assert.False(TimePattern.TryAny(Iso, Bytes(text), out _));
    }

    [Fact]
    public void The_first_pattern_that_fits_counts()
    {
        TimePattern[] american = [new("%m/%d/%Y"), new("%d/%m/%Y")];

        Assert.True(TimePattern.TryAny(american, "01/02/2026"u8, out var both));
        Assert.True(TimePattern.TryAny(american, "13/02/2026"u8, out var second));

        Assert.Equal(("2026-01-02 00:00:00.000000", "2026-02-13 00:00:00.000000"), (Text(both), Text(second)));
    }

    [Theory]
    [InlineData("%Q")]
    [InlineData("%Y-%")]
    [InlineData("%-")]
    public void A_directive_that_does_not_exist_is_refused(string pattern)
    {
        Assert.Throws<FormatException>(() => new TimePattern(pattern));
    }

    [Fact]
    public void Every_day_of_four_centuries_is_the_day_that_the_calendar_has()
    {
        var pattern = new TimePattern("%Y-%m-%d");
        for (var day = new DateOnly(1800, 1, 1); day.Year < 2200; day = day.AddDays(1))
        {
            Assert.True(pattern.TryRead(Bytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), out var moment));
            Assert.Equal(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, moment.Days);
        }
    }

    static TimePattern[] Iso { get; } = [.. TimePattern.IsoTimestamps.Select(p => new TimePattern(p))];

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Text(Moment moment) =>
        DateTime.UnixEpoch.AddMicroseconds(moment.Timestamp).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
