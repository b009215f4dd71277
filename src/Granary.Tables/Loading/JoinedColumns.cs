using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Loading;

/// <summary>The columns of a table that has rows of several runs: those that it had, in their order, then those that are new.</summary>
static class JoinedColumns
{
    /// <param name="hadNone">Whether a column that the table had has no value in any of its rows.</param>
    /// <param name="comesWithNone">Whether a column of the new rows has no value in any of them.</param>
    /// <exception cref="ProblemException">A column has another type now, and none holds the values of both.</exception>
    public static IReadOnlyList<Column> Of(
        string table,
        IReadOnlyList<Column> had,
        IReadOnlyList<Column> comes,
        Func<string, bool> hadNone,
        Func<string, bool> comesWithNone)
    {
        var problems = new List<Problem>();
        var columns = new List<Column>();
        foreach (var column in had)
        {
            var now = comes.FirstOrDefault(c => IsSame(c.Name, column.Name));
            if (now is null || column.Type == now.Type || comesWithNone(now.Name))
                columns.Add(column);
            else if (Wider(column.Type, now.Type) is { } both)
                columns.Add(column with { Type = both });
            else if (hadNone(column.Name))
                columns.Add(column with { Type = now.Type });
            else
                problems.Add(Changed(table, column, now.Type));
        }

        if (problems.Count > 0)
            throw new ProblemException(problems);
        return [.. columns, .. comes.Where(c => !had.Any(h => IsSame(h.Name, c.Name)))];
    }

    static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    static Problem Changed(string table, Column column, ColumnType newType) => new(
        "GR3240", ProblemKind.Data,
        $"The column {column.Name} of {table} is {newType} in the new rows and {column.Type} in those that the table has.",
        "Nothing was published. Declare its type in the dataset file, or replace the table's rows with \"load\": \"replace\".");

    /// <returns>The narrowest type that holds all values of both exactly; null when there is none.</returns>
    static ColumnType? Wider(ColumnType one, ColumnType other)
    {
        if (Digits(one) is not { } a || Digits(other) is not { } b)
            return null;
        if (one is not ColumnType.Decimal && other is not ColumnType.Decimal)
            return new ColumnType.BigInt();
        var (whole, places) = (Math.Max(a.Whole, b.Whole), Math.Max(a.Places, b.Places));
        return whole + places <= ColumnType.MostDigits ? new ColumnType.Decimal(whole + places, places) : null;
    }

    /// <summary>How many digits a number of the type has before and after the point; null for what is not an exact number.</summary>
    static (int Whole, int Places)? Digits(ColumnType type) => type switch
    {
        ColumnType.Integer => (10, 0),
        ColumnType.BigInt => (19, 0),
        ColumnType.Decimal d => (d.Precision - d.Scale, d.Scale),
        _ => null,
    };
}
