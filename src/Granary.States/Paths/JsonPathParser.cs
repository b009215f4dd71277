using System.Text;

namespace Granary.States.Paths;

/// <summary>Reads the text of one path. Not reusable.</summary>
/// <param name="depth">How many filters it is in.</param>
sealed class JsonPathParser(string text, int start = 0, int depth = 0)
{
    const int MostNested = 8;

    int _at = start;
    string? _function;

    /// <summary>What is wrong, once a method returned null.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Where the reading stopped.</summary>
    public int End => _at;

    public JsonPath? ParseWhole()
    {
        var path = Parse();
        if (path is null || _at == text.Length)
            return path;
        return Lose($"'{text[_at]}' at place {_at + 1} does not belong to a path.");
    }

    /// <summary>Reads as far as the path goes; what follows is the caller's.</summary>
    public JsonPath? Parse()
    {
        var first = _at;
        if (Peek != '$')
            return Lose(text.Length == 0 ? "it is empty." : "it must begin with '$'.");
        _at++;
        var (root, variable) = ReadRoot();
        var steps = new List<PathStep>();
        while (ReadStep(steps))
        {
        }

        return Why.Length > 0 ? null : JsonPath.Make(text[first.._at], root, variable, [.. steps], _function);
    }

    /// <summary>Reads the steps after <c>@</c> in a filter.</summary>
    public PathStep[]? ParseSteps()
    {
        var steps = new List<PathStep>();
        while (ReadStep(steps))
        {
        }

        return Why.Length > 0 ? null : [.. steps];
    }

    (PathRoot Root, string? Variable) ReadRoot()
    {
        if (Peek == '$')
        {
            _at++;
            return (PathRoot.Context, null);
        }

        var name = ReadWhile(c => char.IsLetterOrDigit(c) || c == '_');
        return name.Length > 0 ? (PathRoot.Variable, name) : (PathRoot.Input, null);
    }

    bool ReadStep(List<PathStep> steps)
    {
        if (Why.Length > 0 || _function is not null)
            return false;
        switch (Peek)
        {
            case '.':
                _at++;
                return ReadDotted(steps);
            case '[':
                return Add(steps, ReadBracket());
            default:
                return false;
        }
    }

    bool ReadDotted(List<PathStep> steps)
    {
        if (Peek == '.')
        {
            _at++;
            steps.Add(new PathStep.Descent());
            if (Peek == '[')
                return true;
        }

        if (Peek == '*')
        {
            _at++;
            return Add(steps, new PathStep.Wildcard());
        }

        if (Peek == '[')
            return true; // $.['a b'] is $['a b']

        var name = ReadWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$' or '@' or ':' or '#' || c > 127);
        if (text.AsSpan(_at).StartsWith("()"))
        {
            _at += 2;
            _function = name;
            return false;
        }

        if (name.Length > 0)
            return Add(steps, new PathStep.Name(name));
        Lose(_at < text.Length ? $"a name is expected at place {_at + 1}, not '{Peek}'." : "it ends with a dot.");
        return false;
    }

    PathStep? ReadBracket()
    {
        _at++;
        SkipBlank();
        switch (Peek)
        {
            case '*':
                _at++;
                return Close(new PathStep.Wildcard());
            case '\'' or '"':
                return ReadNames();
            case '?':
                _at++;
                return ReadFilter();
            case ':' or '-' or (>= '0' and <= '9'):
                return ReadIndexes();
            default:
                return LoseStep($"a name in quotes, a number, '*' or a filter is expected at place {_at + 1}.");
        }
    }

    PathStep? ReadNames()
    {
        var names = new List<string>();
        do
        {
            SkipBlank();
            if (ReadQuoted() is not { } name)
                return null;
            names.Add(name);
            SkipBlank();
        }
        while (Take(','));
        return Close(names.Count == 1 ? new PathStep.Name(names[0]) : new PathStep.Names(names));
    }

    PathStep? ReadIndexes()
    {
        var first = ReadNumber();
        SkipBlank();
        if (Take(':'))
        {
            SkipBlank();
            var to = ReadNumber();
            SkipBlank();
            return Close(new PathStep.Slice(first, to));
        }

        if (first is null)
            return LoseStep($"a number is expected at place {_at + 1}.");
        var all = new List<int> { first.Value };
        while (Take(','))
        {
            SkipBlank();
            if (ReadNumber() is not { } another)
                return LoseStep($"a number is expected at place {_at + 1}.");
            all.Add(another);
            SkipBlank();
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

        var parser = new PathFilterParser(text, _at, depth + 1);
        var filter = parser.Parse();
        _at = parser.End;
        if (filter is null)
        {
            Lose(parser.Why);
            return null;
        }

        return Close(new PathStep.Filter(filter)) as PathStep.Filter;
    }

    string? ReadQuoted()
    {
        var quote = Peek;
        var name = new StringBuilder();
        if (quote is not ('\'' or '"'))
        {
            Lose($"a name in quotes is expected at place {_at + 1}.");
            return null;
        }

        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return name.ToString();
            }

            if (text[_at] == '\\' && _at + 1 < text.Length)
                _at++;
            name.Append(text[_at]);
        }

        Lose("a name in quotes is not closed.");
        return null;
    }

    int? ReadNumber()
    {
        var from = _at;
        Take('-');
        while (char.IsAsciiDigit(Peek))
            _at++;
        return int.TryParse(text.AsSpan(from, _at - from), out var number) ? number : null;
    }

    string ReadWhile(Func<char, bool> belongs)
    {
        var from = _at;
        while (_at < text.Length && belongs(text[_at]))
            _at++;
        return text[from.._at];
    }

    PathStep? Close(PathStep step)
    {
        SkipBlank();
        return Take(']') ? step : LoseStep($"']' is expected at place {_at + 1}.");
    }

    static bool Add(List<PathStep> steps, PathStep? step)
    {
        if (step is not null)
            steps.Add(step);
        return step is not null;
    }

    bool Take(char c)
    {
        if (Peek != c)
            return false;
        _at++;
        return true;
    }

    char Peek => _at < text.Length ? text[_at] : '\0';

    void SkipBlank()
    {
        while (Peek == ' ')
            _at++;
    }

    JsonPath? Lose(string why)
    {
        if (Why.Length == 0)
            Why = why;
        return null;
    }

    PathStep? LoseStep(string why)
    {
        Lose(why);
        return null;
    }
}
