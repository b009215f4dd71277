namespace Granary.Model.Datasets;

/// <summary>How a date, a time or both are written in a source.</summary>
/// <param name="Text">As the dataset file has it: <c>%m/%d/%Y</c> or <c>MM/dd/yyyy</c>.</param>
/// <param name="Parts">In order, without gaps.</param>
public sealed record DateFormat(string Text, IReadOnlyList<DatePart> Parts)
{
    /// <summary>Whether values carry a distance to UTC; they then mean that moment, in UTC.</summary>
    public bool HasOffset => Has(DateField.Offset);

    /// <param name="text">In letters (<c>yyyy-MM-dd HH:mm:ss</c>) or, when there is a <c>%</c> in it, in strftime's way
    /// (<c>%Y-%m-%d</c>).</param>
    /// <param name="type">The column's type: a date, a timestamp or a time.</param>
    /// <param name="where">Of the text's opening quote; a mistake inside it is reported at its own column.</param>
    /// <returns>Null when the format will not do; every mistake in it has then been reported.</returns>
    public static DateFormat? Parse(string text, ColumnType type, FilePosition where, ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var parts = text.Contains('%', StringComparison.Ordinal)
            ? PercentFormat.Parse(text, where, found)
            : LetterFormat.Parse(text, where, found);
        if (found.Count == 0)
            found.AddRange(DateFormatRules.Check(text, parts, type, where));
        foreach (var problem in found)
            problems.Add(problem);
        return found.Count == 0 ? new(text, parts) : null;
    }

    public bool Has(DateField field) => Parts.Any(part => part.Field == field);

    /// <summary>The pattern that DuckDB's strptime takes.</summary>
    /// <remarks>
    /// Numbers may lack leading zeros when read; <c>%f</c> takes one to six digits, <c>%n</c> up to nine; two-digit years are 1969 to 2068.
    /// Measured with DuckDB 1.5.
    /// </remarks>
    public string ToStrptime() => string.Concat(Parts.Select(part => part.Strptime));
}

/// <param name="Field">Null for text that is in every value.</param>
/// <param name="Strptime">The part in strptime's way; in a literal, every <c>%</c> is doubled.</param>
public sealed record DatePart(DateField? Field, string Strptime)
{
    public static DatePart Literal(string text) => new(null, text.Replace("%", "%%", StringComparison.Ordinal));
}

/// <summary>What a part of a date or time tells.</summary>
public enum DateField
{
    Year,
    Month,
    Day,
    DayOfYear,
    Weekday,
    Hour,
    HourOfHalfDay,
    HalfDay,
    Minute,
    Second,
    Fraction,
    Offset,
}
