using System.Text;

namespace Granary.States.Paths;

/// <summary>Reads one path. Not reusable.</summary>
/// <param name="depth">How many filters it is in.</param>
sealed class JsonPathParser(TextCursor cursor, int depth = 0)
{
    const int MostNested = 8;

    string? _function;

    public JsonPath? ParseWhole()
    {
        var path = Parse();
        if (path is null || cursor.IsAtEnd)
            return path;
        return Lose($"'{cursor.Text[cursor.At]}' at place {cursor.Place} does not belong to a path.");
    }

    /// <summary>Reads as far as the path goes; what follows is the caller's.</summary>
    public JsonPath? Parse()
    {
        var first = cursor.At;
        if (cursor.Peek != '$')
            return Lose(cursor.Text.Length == 0 ? "it is empty." : "it must begin with '$'.");
        cursor.At++;
        var (root, variable) = ReadRoot();
        var steps = new List<PathStep>();
        while (ReadStep(steps))
        {
        }

        return cursor.Why.Length > 0 ? null : JsonPath.Make(cursor.Text[first..cursor.At], root, variable, [.. steps], _function);
    }

    /// <summary>Reads the steps after <c>@</c> in a filter.</summary>
    public PathStep[]? ParseSteps()
    {
        var steps = new List<PathStep>();
        while (ReadStep(steps))
        {
        }

        return cursor.Why.Length > 0 ? null : [.. steps];
    }

    (PathRoot Root, string? Variable) ReadRoot()
    {
        if (cursor.Peek == '$')
        {
            cursor.At++;
            return (PathRoot.Context, null);
        }

        var name = cursor.ReadWhile(c => char.IsLetterOrDigit(c) || c == '_');
        return name.Length > 0 ? (PathRoot.Variable, name) : (PathRoot.Input, null);
    }

    bool ReadStep(List<PathStep> steps)
    {
        if (cursor.Why.Length > 0 || _function is not null)
            return false;
        switch (cursor.Peek)
        {
            case '.':
                cursor.At++;
                return ReadDotted(steps);
            case '[':
                return Add(steps, ReadBracket());
            default:
                return false;
        }
    }

    bool ReadDotted(List<PathStep> steps)
    {
        if (cursor.Peek == '.')
        {
            cursor.At++;
            steps.Add(new PathStep.Descent());
            if (cursor.Peek == '[')
                return true;
        }

        if (cursor.Peek == '*')
        {
            cursor.At++;
            return Add(steps, new PathStep.Wildcard());
        }

        if (cursor.Peek == '[')
            return true; // $.['a b'] is $['a b']

        var name = cursor.ReadWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$' or '@' or ':' or '#' || c > 127);
        if (cursor.Text.AsSpan(cursor.At).StartsWith("()"))
        {
            cursor.At += 2;
            _function = name;
            return false;
        }

        if (name.Length > 0)
            return Add(steps, new PathStep.Name(name));
        Lose(cursor.IsAtEnd ? "it ends with a dot." : $"a name is expected at place {cursor.Place}, not '{cursor.Peek}'.");
        return false;
    }

    PathStep? ReadBracket()
    {
        cursor.At++;
        cursor.SkipBlank();
        switch (cursor.Peek)
        {
            case '*':
                cursor.At++;
                return Close(new PathStep.Wildcard());
            case '\'' or '"':
                return ReadNames();
            case '?':
                cursor.At++;
                return ReadFilter();
            case ':' or '-' or (>= '0' and <= '9'):
                return ReadIndexes();
            default:
                return LoseStep($"a name in quotes, a number, '*' or a filter is expected at place {cursor.Place}.");
        }
    }

    PathStep? ReadNames()
    {
        var names = new List<string>();
        do
        {
            cursor.SkipBlank();
            if (ReadQuoted() is not { } name)
                return null;
            names.Add(name);
            cursor.SkipBlank();
        }
        while (cursor.Take(','));
        return Close(names.Count == 1 ? new PathStep.Name(names[0]) : new PathStep.Names(names));
    }

    PathStep? ReadIndexes()
    {
        var first = ReadNumber();
        cursor.SkipBlank();
        if (cursor.Take(':'))
        {
            cursor.SkipBlank();
            var to = ReadNumber();
            cursor.SkipBlank();
            return Close(new PathStep.Slice(first, to));
        }

        if (first is null)
            return LoseStep($"a number is expected at place {cursor.Place}.");
        var all = new List<int> { first.Value };
        while (cursor.Take(','))
        {
            cursor.SkipBlank();
            if (ReadNumber() is not { } another)
                return LoseStep($"a number is expected at place {cursor.Place}.");
            all.Add(another);
            cursor.SkipBlank();
        }

        return Close(all.Count == 1 ? new PathStep.Index(all[0]) : new PathStep.Indexes(all));
    }

    PathStep.Filter? ReadFilter()
    {
        if (depth == MostNested)
        {
            Lose($"filters are nested more than {MostNested} deep.");
            return null;
        }

        var filter = new PathFilterParser(cursor, depth + 1).Parse();
        return filter is null ? null : Close(new PathStep.Filter(filter)) as PathStep.Filter;
    }

    string? ReadQuoted()
    {
        var quote = cursor.Peek;
        var name = new StringBuilder();
        if (quote is not ('\'' or '"'))
        {
            Lose($"a name in quotes is expected at place {cursor.Place}.");
            return null;
        }

        for (cursor.At++; !cursor.IsAtEnd; cursor.At++)
        {
            if (cursor.Text[cursor.At] == quote)
            {
                cursor.At++;
                return name.ToString();
            }

            if (cursor.Text[cursor.At] == '\\' && cursor.At + 1 < cursor.Text.Length)
                cursor.At++;
            name.Append(cursor.Text[cursor.At]);
        }

        Lose("a name in quotes is not closed.");
        return null;
    }

    int? ReadNumber()
    {
        var from = cursor.At;
        cursor.Take('-');
        while (char.IsAsciiDigit(cursor.Peek))
            cursor.At++;
        return int.TryParse(cursor.Text.AsSpan(from, cursor.At - from), out var number) ? number : null;
    }

    PathStep? Close(PathStep step)
    {
        cursor.SkipBlank();
        return cursor.Take(']') ? step : LoseStep($"']' is expected at place {cursor.Place}.");
    }

    static bool Add(List<PathStep> steps, PathStep? step)
    {
        if (step is not null)
            steps.Add(step);
        return step is not null;
    }

    JsonPath? Lose(string why)
    {
        cursor.Lose(why);
        return null;
    }

    PathStep? LoseStep(string why)
    {
        Lose(why);
        return null;
    }
}
