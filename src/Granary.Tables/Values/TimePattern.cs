using System.Collections.Immutable;
using System.Text;

namespace Granary.Tables.Values;

/// <summary>A strptime pattern that is matched against the whole of a text.</summary>
/// <remarks>
/// Directives: %Y (4 digits) %y (2: 00–68 are 2000–2068, 69–99 are 1969–1999, as POSIX has it) %m %d %H %I %M %S (1 or 2 digits; an
/// unpadded directive such as %-d is the same; where two numbers stand without anything between them, all their digits are needed: in
/// %Y%m%d the text 2018116 would be two days) %f %g %n (1 to 9 digits, kept to the microsecond) %b %B (English month names) %a %A (English
/// weekday names, which are not checked) %p (AM, PM) %j (day of the year) %z (Z, +hh, +hhmm, +hh:mm) %% (a percent sign). All other
/// characters stand for themselves.
/// </remarks>
sealed class TimePattern
{
    static readonly byte[][] Months =
    [
        .. "january february march april may june july august september october november december"
            .Split(' ')
            .Select(Encoding.ASCII.GetBytes),
    ];

    static readonly byte[][] Weekdays =
    [
        .. "monday tuesday wednesday thursday friday saturday sunday".Split(' ').Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>ISO 8601 with 'T' or a blank in the middle; seconds, their fraction and the offset may be missing.</summary>
    public static readonly string[] IsoTimestamps =
    [
        .. from middle in new[] { "T", " " }
           from time in new[] { "%H:%M:%S", "%H:%M:%S.%f", "%H:%M" }
           from zone in new[] { "", "%z" }
           select $"%Y-%m-%d{middle}{time}{zone}",
        "%Y-%m-%d",
    ];

    readonly ImmutableArray<(char Directive, byte Literal, bool IsWide)> _parts;

    /// <exception cref="FormatException">The pattern has a directive that is not in the list.</exception>
    public TimePattern(string pattern)
    {
        var bytes = Encoding.UTF8.GetBytes(pattern);
        var parts = ImmutableArray.CreateBuilder<(char Directive, byte Literal, bool IsWide)>();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '%')
            {
                parts.Add(('\0', bytes[i], false));
                continue;
            }

            i++;
            if (i < bytes.Length && bytes[i] == '-')
                i++;
            var directive = i < bytes.Length ? (char)bytes[i] : '\0';
            if (!"YymdHIMSfgnbBpjzaA%".Contains(directive) || directive == '\0')
                throw new FormatException($"'%{directive}' in the pattern '{pattern}' is no directive.");
            parts.Add(directive == '%' ? ('\0', (byte)'%', false) : (directive, (byte)0, false));
        }

        for (var i = 0; i < parts.Count; i++)
            parts[i] = parts[i] with { IsWide = IsNumber(i) && (IsNumber(i - 1) || IsNumber(i + 1)) };
        _parts = parts.ToImmutable();

        bool IsNumber(int part) => part >= 0 && part < parts.Count && "YymdjHIMSfgn".Contains(parts[part].Directive);
    }

    /// <summary>
    /// What stands one behind the other: a directive, or '\0' and a byte that stands for itself; wide numbers have all of their digits.
    /// </summary>
    public IReadOnlyList<(char Directive, byte Literal, bool IsWide)> Parts => _parts;

    /// <returns>Whether the whole text matches and names a moment that exists.</returns>
    public bool TryRead(ReadOnlySpan<byte> text, out Moment moment)
    {
        var fields = new Fields { Month = 1, Day = 1 };
        foreach (var (directive, literal, isWide) in _parts)
        {
            if (!(directive == '\0' ? Skip(ref text, literal) : Read(directive, isWide, ref text, ref fields)))
            {
                moment = default;
                return false;
            }
        }

        moment = default;
        return text.IsEmpty && fields.TryMoment(out moment);
    }

    /// <returns>Whether one of the patterns matches; the first one counts.</returns>
    public static bool TryAny(TimePattern[] patterns, ReadOnlySpan<byte> text, out Moment moment)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.TryRead(text, out moment))
                return true;
        }

        moment = default;
        return false;
    }

    static bool Skip(ref ReadOnlySpan<byte> text, byte literal)
    {
        if (text.IsEmpty || text[0] != literal)
            return false;
        text = text[1..];
        return true;
    }

    /// <param name="isWide">Whether the number has all of its digits.</param>
    static bool Read(char directive, bool isWide, ref ReadOnlySpan<byte> text, ref Fields fields)
    {
        switch (directive)
        {
            case 'Y':
                return Digits(ref text, 4, 4, out fields.Year) && fields.Year > 0;
            case 'y':
                if (!Digits(ref text, 2, 2, out fields.Year))
                    return false;
                fields.Year += fields.Year < 69 ? 2000 : 1900;
                return true;
            case 'm':
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Month);
            case 'd':
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Day);
            case 'j':
                return Digits(ref text, isWide ? 3 : 1, 3, out fields.DayOfYear) && fields.DayOfYear > 0;
            case 'H':
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Hour);
            case 'I':
                fields.IsTwelveHours = true;
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Hour) && fields.Hour is >= 1 and <= 12;
            case 'M':
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Minute);
            case 'S':
                return Digits(ref text, isWide ? 2 : 1, 2, out fields.Second);
            case 'f' or 'g' or 'n':
                return Fraction(ref text, out fields.Microsecond);
            case 'p':
                fields.IsAfternoon = StartsWith(text, "pm"u8);
                return (fields.IsAfternoon || StartsWith(text, "am"u8)) && Advance(ref text, 2);
            case 'z':
                return Offset(ref text, ref fields);
            case 'a' or 'A':
                return Name(ref text, Weekdays, directive == 'A', out _);
            default:
                return Name(ref text, Months, directive == 'B', out fields.Month);
        }
    }

    /// <param name="number">The name's place in the list, from 1.</param>
    static bool Name(ref ReadOnlySpan<byte> text, byte[][] names, bool whole, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            var name = whole ? names[number - 1] : names[number - 1].AsSpan(0, 3);
            if (StartsWith(text, name))
                return Advance(ref text, name.Length);
        }

        return false;
    }

    static bool Offset(ref ReadOnlySpan<byte> text, ref Fields fields)
    {
        fields.HasOffset = true;
        if (!text.IsEmpty && (text[0] | 0x20) == 'z')
            return Advance(ref text, 1);
        if (text.IsEmpty || text[0] is not ((byte)'+' or (byte)'-'))
            return false;
        var sign = text[0] == '-' ? -1 : 1;
        text = text[1..];
        if (!Digits(ref text, 2, 2, out var hours) || hours > 18)
            return false;
        var minutes = 0;
        var hasColon = !text.IsEmpty && text[0] == ':';
        if (hasColon)
            text = text[1..];
        if ((hasColon || (!text.IsEmpty && char.IsAsciiDigit((char)text[0]))) && (!Digits(ref text, 2, 2, out minutes) || minutes > 59))
            return false;
        fields.OffsetMinutes = sign * (hours * 60 + minutes);
        return true;
    }

    static bool Fraction(ref ReadOnlySpan<byte> text, out int microseconds)
    {
        microseconds = 0;
        var count = 0;
        for (; count < text.Length && count < 9 && char.IsAsciiDigit((char)text[count]); count++)
        {
            if (count < 6)
                microseconds = microseconds * 10 + text[count] - '0';
        }

        for (var i = count; i < 6; i++)
            microseconds *= 10;
        return count > 0 && Advance(ref text, count);
    }

    static bool Digits(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        value = 0;
        var count = 0;
        for (; count < text.Length && count < most && char.IsAsciiDigit((char)text[count]); count++)
            value = value * 10 + text[count] - '0';
        return count >= least && Advance(ref text, count);
    }

    static bool Advance(ref ReadOnlySpan<byte> text, int count)
    {
        text = text[count..];
        return true;
    }

    static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.Length >= name.Length && Ascii.EqualsIgnoreCase(text[..name.Length], name);

    struct Fields
    {
        public int Year;
        public int Month;
        public int Day;
        public int DayOfYear;
        public int Hour;
        public int Minute;
        public int Second;
        public int Microsecond;
        public int OffsetMinutes;
        public bool HasOffset;
        public bool IsTwelveHours;
        public bool IsAfternoon;

        public readonly bool TryMoment(out Moment moment)
        {
            moment = default;

            // A pattern without a year is a time of day.
            var year = Year == 0 ? 1970 : Year;
            if (
                Month is < 1 or > 12
                || Day < 1
                || Day > DateTime.DaysInMonth(year, Month)
                || DayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365))
                return false;
            var hour = !IsTwelveHours ? Hour : Hour % 12 + (IsAfternoon ? 12 : 0);
            if (hour > 23 || Minute > 59 || Second > 59)
                return false;
            var days = new DateOnly(year, Month, Day).DayNumber - Moment.Epoch;
            if (DayOfYear > 0)
                days = new DateOnly(year, 1, 1).DayNumber - Moment.Epoch + DayOfYear - 1;
            moment = new(days, ((hour * 60L + Minute) * 60 + Second) * 1_000_000 + Microsecond, OffsetMinutes, HasOffset);
            return true;
        }
    }
}

/// <param name="Days">Since 1970-01-01.</param>
/// <param name="Microseconds">Since midnight.</param>
/// <param name="OffsetMinutes">How far the text's clock is ahead of UTC; 0 when it does not say.</param>
/// <param name="HasOffset">Whether it says so.</param>
readonly record struct Moment(int Days, long Microseconds, int OffsetMinutes, bool HasOffset)
{
    /// <summary>1970-01-01 as a <see cref="DateOnly.DayNumber"/>.</summary>
    public const int Epoch = 719_162;

    const long Day = 86_400_000_000L;

    /// <summary>Whether a timestamp is of the years 1 to 9999, which an offset may lead out of.</summary>
    public static bool IsInRange(long timestamp) => timestamp is >= -Epoch * Day and < (2_932_896 + 1) * Day;

    /// <summary>Microseconds since 1970-01-01 00:00 UTC.</summary>
    public long Timestamp => Days * Day + Microseconds - OffsetMinutes * 60_000_000L;
}
