using System.Globalization;
using System.Text;
using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>Values that authors write in rules, and how they are compared.</summary>
static class LiteralText
{
    static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF"];
    static readonly string[] Clocks = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFF"];

    /// <returns>The value, or null when the text is none of the type.</returns>
    public static Expression.Literal? Find(string text, ColumnType type) => Canonical(text, type) is { } value ? new(type, value) : null;

    /// <param name="a">Of the same type as <paramref name="b"/>.</param>
    public static int Compare(Expression.Literal a, Expression.Literal b) =>
        a.Type is not (ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double)
            ? string.CompareOrdinal(a.Text, b.Text)
        : ExactNumber.TryParse(a.Text, out var left) && ExactNumber.TryParse(b.Text, out var right) ? ExactNumber.Compare(left, right)
        : 0;

    /// <summary>How a value of the type is written, behind "such as".</summary>
    public static string Example(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.BigInt => "5",
        ColumnType.Decimal { Scale: 0 } => "5",
        ColumnType.Decimal d => $"0.{new string('5', Math.Min(d.Scale, 2))}",
        ColumnType.Double => "0.5",
        ColumnType.Boolean => "true",
        ColumnType.Date => "\"2018-11-06\"",
        ColumnType.Timestamp => "\"2018-11-06 10:30:00\"",
        ColumnType.Time => "\"10:30:00\"",
        _ => "\"text\"",
    };

    static string? Canonical(string text, ColumnType type) =>
        type switch
        {
            ColumnType.String => IsText(text) ? text : null,
            ColumnType.Boolean => text is "true" or "false" ? text : null,
            ColumnType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : null,
            ColumnType.Timestamp => DateTime.TryParseExact(
                WithBlank(text), Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
                : null,
            ColumnType.Time => TimeOnly.TryParseExact(text, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
                : null,
            _ => ExactNumber.TryParse(text, out var number) ? number.As(type) : null,
        };

    /// <summary>Whether engines can hold it: neither a NUL nor half a character.</summary>
    public static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || !Rune.TryGetRuneAt(text, i, out var rune))
                return false;
            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    static string WithBlank(string text) => text.Length > 10 && text[10] == 'T' ? $"{text[..10]} {text[11..]}" : text;
}
