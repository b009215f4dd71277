using System.Text;

namespace Granary.Model.Datasets;

/// <summary>Reads formats in strftime's way: <c>%Y-%m-%d</c>.</summary>
static class PercentFormat
{
    const string Known = "Y y m b B d j a A H I p M S f g n z %";

    /// <returns>The parts that were understood.</returns>
    public static List<DatePart> Parse(string text, FilePosition where, ICollection<Problem> problems)
    {
        var parts = new List<DatePart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                literal.Append(text[i]);
                continue;
            }

            var isUnpadded = i + 1 < text.Length && text[i + 1] == '-';
            var at = i + (isUnpadded ? 2 : 1);
            var letter = at < text.Length ? text[at] : '\0';
            var field = FieldOf(letter);
            if (letter == '%' && !isUnpadded)
                literal.Append('%');
            else if (field is null || (isUnpadded && "ymdjHIMS".IndexOf(letter, StringComparison.Ordinal) < 0))
                problems.Add(
                    DateFormatRules.Wrong(
                        text, i, text[i..Math.Min(at + 1, text.Length)], $"Known after the %: {Known}; numbers also as %-d.", where));
            else
                Add(new(field, text[i..(at + 1)]));
            i = at;
        }

        AddLiteral();
        return parts;

        void Add(DatePart part)
        {
            AddLiteral();
            parts.Add(part);
        }

        void AddLiteral()
        {
            if (literal.Length > 0)
                parts.Add(DatePart.Literal(literal.ToString()));
            literal.Clear();
        }
    }

    static DateField? FieldOf(char letter) => letter switch
    {
        'Y' or 'y' => DateField.Year,
        'm' or 'b' or 'B' => DateField.Month,
        'd' => DateField.Day,
        'j' => DateField.DayOfYear,
        'a' or 'A' => DateField.Weekday,
        'H' => DateField.Hour,
        'I' => DateField.HourOfHalfDay,
        'p' => DateField.HalfDay,
        'M' => DateField.Minute,
        'S' => DateField.Second,
        'f' or 'g' or 'n' => DateField.Fraction,
        'z' => DateField.Offset,
        _ => null,
    };
}
