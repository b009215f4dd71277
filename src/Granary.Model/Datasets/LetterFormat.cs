namespace Granary.Model.Datasets;

/// <summary>Reads formats in letters, as Java, Spark and .NET have them: <c>yyyy-MM-dd</c>.</summary>
static class LetterFormat
{
    static readonly Dictionary<string, DatePart> Known = new(StringComparer.Ordinal)
    {
        ["yyyy"] = new(DateField.Year, "%Y"),
        ["uuuu"] = new(DateField.Year, "%Y"),
        ["yy"] = new(DateField.Year, "%y"),
        ["MM"] = new(DateField.Month, "%m"),
        ["M"] = new(DateField.Month, "%-m"),
        ["MMM"] = new(DateField.Month, "%b"),
        ["MMMM"] = new(DateField.Month, "%B"),
        ["dd"] = new(DateField.Day, "%d"),
        ["d"] = new(DateField.Day, "%-d"),
        ["DDD"] = new(DateField.DayOfYear, "%j"),
        ["EEE"] = new(DateField.Weekday, "%a"),
        ["EEEE"] = new(DateField.Weekday, "%A"),
        ["HH"] = new(DateField.Hour, "%H"),
        ["H"] = new(DateField.Hour, "%-H"),
        ["hh"] = new(DateField.HourOfHalfDay, "%I"),
        ["h"] = new(DateField.HourOfHalfDay, "%-I"),
        ["a"] = new(DateField.HalfDay, "%p"),
        ["mm"] = new(DateField.Minute, "%M"),
        ["m"] = new(DateField.Minute, "%-M"),
        ["ss"] = new(DateField.Second, "%S"),
        ["s"] = new(DateField.Second, "%-S"),
        ["Z"] = new(DateField.Offset, "%z"),
        ["xx"] = new(DateField.Offset, "%z"),
        ["xxx"] = new(DateField.Offset, "%z"),
    };

    /// <returns>The parts that were understood.</returns>
    public static List<DatePart> Parse(string text, FilePosition where, ICollection<Problem> problems)
    {
        var parts = new List<DatePart>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (text[i] == '\'')
            {
                parts.Add(DatePart.Literal(ReadQuoted(text, ref i, where, problems)));
                continue;
            }

            while (i < text.Length && text[i] == text[start])
                i++;
            var run = text[start..i];
            if (!char.IsAsciiLetter(run[0]))
                parts.Add(DatePart.Literal(run));
            else if (Find(run) is { } part)
                parts.Add(part);
            else
                problems.Add(DateFormatRules.Wrong(text, start, run, HintFor(run), where));
        }

        return parts;
    }

    static DatePart? Find(string run) => run[0] == 'S' && run.Length <= 9
        ? new(DateField.Fraction, run.Length <= 6 ? "%f" : "%n")
        : Known.GetValueOrDefault(run);

    /// <summary>Reads from one quote to the next; two quotes are one of the text, inside and outside.</summary>
    static string ReadQuoted(string text, ref int i, FilePosition where, ICollection<Problem> problems)
    {
        var start = i;
        if (i + 1 < text.Length && text[i + 1] == '\'')
        {
            i += 2;
            return "'";
        }

        for (i++; i < text.Length; i++)
        {
            if (text[i] != '\'')
                continue;
            if (i + 1 == text.Length || text[i + 1] != '\'')
            {
                i++;
                return text[(start + 1)..(i - 1)].Replace("''", "'", StringComparison.Ordinal);
            }

            i++;
        }

        problems.Add(DateFormatRules.Wrong(text, start, "'", "The quoted text is not closed.", where));
        return "";
    }

    static string HintFor(string run) => run[0] switch
    {
        'Y' => "Write yyyy for the year; Y is the year that a week belongs to.",
        'D' => "Write dd for the day of the month, or DDD for the day of the year.",
        't' => "Write a for AM and PM.",
        'f' or 'F' => "Write S for each digit of the fraction of a second.",
        'T' => "Put it in single quotes if it is in every value: 'T'.",
        'X' or 'z' or 'K' or 'O' => "Write xxx for an offset such as +02:00, or 'Z' in single quotes if every value ends with Z.",
        _ => "Letters: yyyy yy MM M MMM MMMM dd d DDD EEE EEEE HH H hh h a mm m ss s S xxx; other text in single quotes.",
    };
}
