using System.Text;

namespace Granary.Model.Datasets;

/// <summary>The rules by which columns and tables get their names.</summary>
public static class Names
{
    const int LongestTable = 128;

    /// <summary>
    /// Lower case; every run of characters other than letters and digits becomes one <c>_</c>, none at the ends; a leading digit
    /// gets <c>_</c> in front. A name that is already taken gets <c>_2</c>, <c>_3</c>, …; what has neither letter nor digit becomes
    /// <c>column_N</c>, N being its position from 1. Letters and digits are Unicode's (L* and Nd).
    /// </summary>
    /// <param name="source">The columns of a table in their order, as the source names them.</param>
    public static ColumnNames SnakeCase(IReadOnlyList<string> source)
    {
        var names = source.Select(SnakeCase).ToArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);

        // The first of each name keeps it, before any number is given out: no numbered name may meet a column that is really called so.
        var isFirst = names.Select(name => name.Length > 0 && taken.Add(name)).ToArray();
        var timesSeen = new Dictionary<string, int>(StringComparer.Ordinal);
        var changes = new List<ColumnRename>();
        for (var i = 0; i < names.Length; i++)
        {
            var wanted = names[i].Length > 0 ? names[i] : $"column_{i + 1}";
            var number = timesSeen[wanted] = timesSeen.GetValueOrDefault(wanted) + 1;
            if (isFirst[i])
                continue;
            names[i] = wanted;
            for (; !taken.Add(names[i]); number++)
                names[i] = $"{wanted}_{Math.Max(number, 2)}";
            changes.Add(new(i + 1, source[i], wanted, names[i]));
        }

        return new(source, names, changes);
    }

    /// <summary>Whether a name is good for a table and its folder: <c>[a-z0-9_][a-z0-9_-]{0,127}</c>.</summary>
    public static bool IsTable(string name) =>
        name.Length is > 0 and <= LongestTable
        && name[0] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');

    /// <returns>Null when the name is good for a table.</returns>
    public static Problem? CheckTable(string name, FilePosition? where = null)
    {
        if (IsTable(name))
            return null;
        var better = SnakeCase(name);
        return new("GR1316", ProblemKind.Usage,
            $"\"{name}\" is not a valid name for a table; it has 1 to {LongestTable} lower-case letters a to z, digits, '_' and '-', and "
                + "does not "
                + "begin with '-'.",
            IsTable(better) ? $"Name it \"{better}\"." : null, where);
    }

    /// <returns>Empty when the text has neither letter nor digit.</returns>
    static string SnakeCase(string text)
    {
        var name = new StringBuilder(text.Length + 1);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                gap = name.Length > 0;
                continue;
            }

            if (gap || (name.Length == 0 && Rune.IsDigit(rune)))
                name.Append('_');
            gap = false;
            name.Append(Rune.ToLowerInvariant(rune));
        }

        return name.ToString();
    }
}

/// <summary>A table's columns under both of their names.</summary>
/// <param name="Source">As the source names them.</param>
/// <param name="Names">In snake_case, each once, in the same order.</param>
/// <param name="Changes">The columns whose name was taken or that had none; worth a word to the user.</param>
public sealed record ColumnNames(IReadOnlyList<string> Source, IReadOnlyList<string> Names, IReadOnlyList<ColumnRename> Changes)
{
    /// <summary>Finds a column by what a dataset file calls it: the source's name as it stands, else its snake_case form.</summary>
    /// <returns>The position from 0, or null.</returns>
    public int? Find(string name)
    {
        var snake = Datasets.Names.SnakeCase([name]).Names[0];
        return Position(Source, name) ?? Position(Names, name) ?? Position(Names, snake);
    }

    static int? Position(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return null;
    }
}

/// <summary>A column that could not have the name that was its due.</summary>
/// <param name="Position">In the table, from 1.</param>
/// <param name="Source">As the source names it; may be empty.</param>
/// <param name="Wanted">The name that was taken, or <c>column_N</c>.</param>
/// <param name="Name">What it is called instead.</param>
public sealed record ColumnRename(int Position, string Source, string Wanted, string Name);
