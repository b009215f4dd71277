using System.Globalization;
using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Loading;

/// <summary>The columns of a table that has rows of several runs: those that it had, in their order, then those that are new.</summary>
static class JoinedColumns
{
    /// <param name="had">Name and type in the words of dataset files, as <paramref name="comes"/>.</param>
    /// <param name="hadNone">Whether a column that the table had has no value in any of its rows.</param>
    /// <param name="comesWithNone">Whether a column of the new rows has no value in any of them.</param>
    /// <exception cref="ProblemException">A column has another type now, and none holds the values of both.</exception>
    public static IReadOnlyList<(string Name, string Type)> Of(
        string table,
        IReadOnlyList<(string Name, string Type)> had,
        IReadOnlyList<(string Name, string Type)> comes,
        Func<string, bool> hadNone,
        Func<string, bool> comesWithNone)
    {
        var problems = new List<Problem>();
        var columns = new List<(string Name, string Type)>();
        foreach (var (name, type) in had)
        {
            var (newName, newType) = comes.FirstOrDefault(c => IsSame(c.Name, name));
            if (newName is null || type == newType || comesWithNone(newName))
                columns.Add((name, type));
            else if (Wider(type, newType) is { } both)
                columns.Add((name, both));
            else if (hadNone(name))
                columns.Add((name, newType));
            else
                problems.Add(Changed(table, name, type, newType));
        }

        if (problems.Count > 0)
            throw new ProblemException(problems);
        return [.. columns, .. comes.Where(c => !had.Any(h => IsSame(h.Name, c.Name)))];
    }

    static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    static Problem Changed(string table, string column, string type, string newType) => new(
        "GR3240", ProblemKind.Data,
        $"The column {column} of {table} is {newType} in the new rows and {type} in those that the table has.",
        "Nothing was published. Declare its type in the dataset file, or fill the table anew with \"load\": \"replace\".");

    /// <returns>The narrowest type that holds all values of both exactly; null when there is none.</returns>
    static string? Wider(string one, string other)
    {
        if (one == other)
            return one;
        if (Digits(one) is not { } a || Digits(other) is not { } b)
            return null;
        var (whole, places) = (Math.Max(a.Whole, b.Whole), Math.Max(a.Places, b.Places));
        if (!one.StartsWith("decimal", StringComparison.Ordinal) && !other.StartsWith("decimal", StringComparison.Ordinal))
            return "bigint";
        return whole + places <= ColumnType.MostDigits
            ? string.Create(CultureInfo.InvariantCulture, $"decimal({whole + places},{places})")
            : null;
    }

    /// <summary>How many digits a number of the type has before and behind the point.</summary>
    static (int Whole, int Places)? Digits(string type)
    {
        if (type == "integer")
            return (10, 0);
        if (type == "bigint")
            return (19, 0);
        if (!type.StartsWith("decimal(", StringComparison.Ordinal))
            return null;
        var parts = type["decimal(".Length..^1].Split(',');
        var (precision, scale) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return (precision - scale, scale);
    }
}
