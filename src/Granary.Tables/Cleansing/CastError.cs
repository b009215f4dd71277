using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Cleansing;

/// <summary>Says why a text is no value of its column.</summary>
static class CastError
{
    /// <param name="value">As it is in the file.</param>
    public static string Reason(ColumnPlan column, string value) =>
        $"'{value}' is not {column.Type}{InBrackets(column, ClockComplaint(column, value))}";

    /// <summary>What would have been a value.</summary>
    /// <param name="complaint">What a clock says to the value; null when it is not about that.</param>
    public static string InBrackets(ColumnPlan column, string? complaint)
    {
        var notes = Notes(column, complaint).ToList();
        return notes.Count == 0 ? "" : $" ({string.Join("; ", notes)})";
    }

    static IEnumerable<string> Notes(ColumnPlan column, string? complaint)
    {
        if (complaint is not null)
            yield return complaint;
        else if (column.Patterns.Count > 0)
            yield return string.Join(" or ", column.Patterns);
        if (!column.Notation.IsPlain)
            yield return column.Notation.ToString();
        if (column.Words is { } words)
            yield return $"{string.Join(" or ", words.True)} for true, {string.Join(" or ", words.False)} for false";
    }

    static string? ClockComplaint(ColumnPlan column, string value)
    {
        if (column.TimeZone is not { } zone)
            return null;
        var text = FieldText.Trim(Encoding.UTF8.GetBytes(value));
        return TimePattern.TryAny(ColumnReader.Patterns(column), text, out var moment) && !moment.HasOffset
            ? new ZoneClock(zone).Complaint(moment)
            : null;
    }
}
