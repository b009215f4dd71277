using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>Reads <c>(@.a == 1 &amp;&amp; …)</c> of a filter step, with its parentheses.</summary>
/// <param name="filters">How many filters it is in, itself included.</param>
sealed class PathFilterParser(string text, int start, int filters)
{
    static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">", "in ", "nin "];

    const int MostNested = 32;

    int _at = start;
    int _depth;

    public string Why { get; private set; } = "";

    public int End => _at;

    public PathFilter? Parse()
    {
        if (!Take("("))
            return Lose($"'(' is expected after '?' at place {_at + 1}.");
        if (++_depth > MostNested)
            return Lose($"its parentheses are nested more than {MostNested} deep.");
        var filter = ParseOr();
        _depth--;
        return filter is not null && !Take(")") ? Lose($"')' is expected at place {_at + 1}.") : filter;
    }

    PathFilter? ParseOr()
    {
        var left = ParseAnd();
        while (left is not null && Take("||"))
            left = ParseAnd() is { } right ? new PathFilter.Or(left, right) : null;
        return left;
    }

    PathFilter? ParseAnd()
    {
        var left = ParseTerm();
        while (left is not null && Take("&&"))
            left = ParseTerm() is { } right ? new PathFilter.And(left, right) : null;
        return left;
    }

    PathFilter? ParseTerm()
    {
        if (Take("!"))
            return ParseNot();
        SkipBlank();
        return Peek == '(' ? Parse() : ParseComparison();
    }

    PathFilter.Not? ParseNot()
    {
        SkipBlank();
        var inner = Peek == '(' ? Parse() : ParseComparison();
        return inner is null ? null : new(inner);
    }

    PathFilter? ParseComparison()
    {
        if (ParseOperand() is not { } left)
            return null;
        if (Take("=~"))
            return ParsePattern() is { } pattern ? new PathFilter.Matches(left, pattern) : null;
        foreach (var comparison in Comparisons)
        {
            if (Take(comparison))
                return ParseOperand() is { } right ? new PathFilter.Compare(left, comparison.TrimEnd(), right) : null;
        }

        return new PathFilter.Exists(left);
    }

    FilterOperand? ParseOperand()
    {
        SkipBlank();
        switch (Peek)
        {
            case '@' or '$':
                var fromRoot = Peek == '$';
                var parser = new JsonPathParser(text, _at + 1, filters);
                var steps = parser.ParseSteps();
                _at = parser.End;
                Why = parser.Why;
                return steps is null ? null : new(null, fromRoot, steps);
            case '\'' or '"':
                return ParseText();
            default:
                return ParseLiteral();
        }
    }

    FilterOperand? ParseText()
    {
        var quote = Peek;
        var value = new StringBuilder();
        for (_at++; _at < text.Length && Peek != quote; _at++)
        {
            if (Peek == '\\' && _at + 1 < text.Length)
                _at++;
            value.Append(Peek);
        }

        if (!Take(quote.ToString()))
        {
            Lose("a text in a filter is not closed.");
            return null;
        }

        return new(value.ToString(), false, []);
    }

    FilterOperand? ParseLiteral()
    {
        var from = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(Peek) || Peek is '.' or '-' or '+'))
            _at++;
        var word = text[from.._at];
        Data? value = word switch
        {
            "true" => Data.True,
            "false" => Data.False,
            "null" => Data.Null,
            _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? new DataNumber(word) : null,
        };
        if (value is not null)
            return new(value, false, []);
        Lose($"a value is expected in the filter at place {from + 1}.");
        return null;
    }

    Regex? ParsePattern()
    {
        SkipBlank();
        var from = _at + 1;
        var to = Peek == '/' ? from : -1;
        while (to >= 0 && to < text.Length && (text[to] != '/' || text[to - 1] == '\\'))
            to++;
        if (to < 0 || to >= text.Length)
        {
            Lose($"a pattern between slashes is expected at place {_at + 1}.");
            return null;
        }

        _at = to + 1;
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        if (Peek == 'i')
        {
            _at++;
            options |= RegexOptions.IgnoreCase;
        }

        try
        {
            return new($"^(?:{text[from..to]})$", options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Lose($"the pattern '{text[from..to]}' cannot be read.");
            return null;
        }
    }

    bool Take(string token)
    {
        SkipBlank();
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }

    char Peek => _at < text.Length ? text[_at] : '\0';

    void SkipBlank()
    {
        while (Peek == ' ')
            _at++;
    }

    PathFilter? Lose(string why)
    {
        if (Why.Length == 0)
            Why = why;
        return null;
    }
}
