namespace Granary.Model.Datasets;

/// <summary>What a format must have so that its values tell a whole date or time, and nothing that the column's type would drop.</summary>
static class DateFormatRules
{
    static readonly DateField[] OfTimes =
    [
        DateField.Hour, DateField.HourOfHalfDay, DateField.HalfDay, DateField.Minute, DateField.Second, DateField.Fraction,
        DateField.Offset,
    ];
    static readonly DateField[] OfDates = [DateField.Year, DateField.Month, DateField.Day, DateField.DayOfYear, DateField.Weekday];

    /// <param name="index">Where in the format the mistake begins, from 0.</param>
    public static Problem Wrong(string format, int index, string found, string hint, FilePosition where) =>
        new("GR1309", ProblemKind.Usage,
            $"\"{found}\" at character {index + 1} of the format \"{format}\" is nothing that a date or time has.", hint,
            where with { Column = where.Column + 1 + index });

    /// <param name="parts">Of a format in which everything was understood.</param>
    public static IEnumerable<Problem> Check(string text, IReadOnlyList<DatePart> parts, ColumnType type, FilePosition where)
    {
        var fields = parts.Select(part => part.Field).OfType<DateField>().ToList();
        foreach (var twice in fields.GroupBy(field => field).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return Unsuitable($"says the {InWords(twice)} twice");

        if (type is ColumnType.Time)
        {
            foreach (var field in fields.Where(OfDates.Contains))
                yield return Unsuitable($"has the {InWords(field)}, which a time does not hold", "Make the column a timestamp.");

            // Without a day the time in UTC may be another day's, and without the offset it is another time.
            if (fields.Contains(DateField.Offset))
                yield return Unsuitable("has the offset from UTC, which a time does not hold", "Make the column a string, or a timestamp "
                    + "where the day is known; where all values end with the same offset, put it in single quotes.");
        }
        else
        {
            if (!fields.Contains(DateField.Year))
                yield return Unsuitable("lacks the year");
            if (!fields.Contains(DateField.DayOfYear) && !fields.Contains(DateField.Month))
                yield return Unsuitable(
                    "lacks the month", fields.Contains(DateField.Minute) ? "MM or %m is the month; mm or %M are the minutes." : null);
            if (!fields.Contains(DateField.DayOfYear) && !fields.Contains(DateField.Day))
                yield return Unsuitable("lacks the day");
        }

        if (type is ColumnType.Date)
        {
            foreach (var field in fields.Where(OfTimes.Contains).Take(1))
                yield return Unsuitable($"has the {InWords(field)}, which a date does not hold", "Make the column a timestamp.");
        }
        else
        {
            foreach (var problem in CheckTime(fields, type))
                yield return problem;
        }

        IEnumerable<Problem> CheckTime(List<DateField> all, ColumnType ofType)
        {
            var hasHour = all.Contains(DateField.Hour);
            var hasHalves = all.Contains(DateField.HourOfHalfDay);
            if (hasHour && hasHalves)
                yield return Unsuitable("says the hour twice", "Keep HH (0 to 23) or hh (1 to 12).");
            if (hasHalves != all.Contains(DateField.HalfDay))
                yield return Unsuitable(
                    hasHalves ? "has an hour from 1 to 12 without AM or PM" : "has AM or PM without an hour from 1 to 12",
                    "hh and a (%I and %p) go together; HH (%H) is the hour from 0 to 23.");
            if (!hasHour && !hasHalves && (ofType is ColumnType.Time || all.Contains(DateField.Minute)))
                yield return Unsuitable("lacks the hour");
            if (!all.Contains(DateField.Minute) && all.Contains(DateField.Second))
                yield return Unsuitable("lacks the minutes");
            if (!all.Contains(DateField.Second) && all.Contains(DateField.Fraction))
                yield return Unsuitable("lacks the seconds");
        }

        Problem Unsuitable(string complaint, string? hint = null) =>
            new("GR1310", ProblemKind.Usage,
                $"The format \"{text}\" {complaint}; the column's type is {type}.", hint, where);
    }

    static string InWords(DateField field) => field switch
    {
        DateField.DayOfYear => "day of the year",
        DateField.HourOfHalfDay => "hour",
        DateField.HalfDay => "AM or PM",
        DateField.Fraction => "fraction of a second",
        DateField.Offset => "offset from UTC",
        _ => field.ToString().ToLowerInvariant(),
    };
}
