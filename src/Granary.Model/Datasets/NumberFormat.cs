using System.Text.RegularExpressions;

namespace Granary.Model.Datasets;

/// <summary>
/// How numbers are written in a source: <c>#,##0</c> or <c>#,##0.00</c>, both saying that commas may stand between thousands.
/// </summary>
/// <remarks>The digits after the point do not limit a value; the column's type does.</remarks>
public static class NumberFormat
{
    /// <summary>Whether the format will do for a column of this type; if not, what is wrong has been reported.</summary>
    /// <param name="type">A type of numbers.</param>
    public static bool Check(string text, ColumnType type, FilePosition where, ICollection<Problem> problems)
    {
        var isWhole = type is ColumnType.Integer or ColumnType.BigInt;
        if (!Regex.IsMatch(text, "^#,##0(\\.[0#]+)?\\z"))
            problems.Add(
                new(
                    "GR1309", ProblemKind.Usage, $"\"{text}\" is not a format of numbers.",
                    "Write \"#,##0\" when commas stand between thousands, and leave the format out otherwise.", where));
        else if (isWhole && text.Contains('.', StringComparison.Ordinal))
            problems.Add(
                new(
                    "GR1310", ProblemKind.Usage, $"The format \"{text}\" has digits after the point; the column's type is {type}.",
                    "Make the column a decimal, or write \"#,##0\".", where));
        else
            return true;
        return false;
    }
}
