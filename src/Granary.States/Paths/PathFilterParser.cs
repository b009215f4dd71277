using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>Reads <c>(@.a == 1 &amp;&amp; …)</c> of a filter step, with its parentheses.</summary>
/// <param name="filters">How many filters it is in, itself included.</param>
sealed class PathFilterParser(TextCursor cursor, int filters)
{
    static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">", "in ", "nin "];

    const int MostNested = 32;

    int _depth;

    public PathFilter? Parse()
    {
        if (!Take("("))
            return Lose($"'(' is expected after '?' at place {cursor.Place}.");
        if (++_depth > MostNested)
            return Lose($"its parentheses are nested more than {MostNested} deep.");
        var filter = ParseOr();
        _depth--;
        return filter is not null && !Take(")") ? Lose($"')' is expected at place {cursor.Place}.") : filter;
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
        cursor.SkipBlank();
        return cursor.Peek == '(' ? Parse() : ParseComparison();
    }

    PathFilter.Not? ParseNot()
    {
        cursor.SkipBlank();
        var inner = cursor.Peek == '(' ? Parse() : ParseComparison();
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
        cursor.SkipBlank();
        switch (cursor.Peek)
        {
            case '@' or '$':
                var fromRoot = cursor.Peek == '$';
                cursor.At++;
                var steps = new JsonPathParser(cursor, filters).ParseSteps();
                return steps is null ? null : new(null, fromRoot, steps);
            case '\'' or '"':
                return ParseText();
            default:
                return ParseLiteral();
        }
    }

    FilterOperand? ParseText()
    {
        var quote = cursor.Peek;
        var value = new StringBuilder();
        for (cursor.At++; !cursor.IsAtEnd && cursor.Peek != quote; cursor.At++)
        {
            if (cursor.Peek == '\\' && cursor.At + 1 < cursor.Text.Length)
                cursor.At++;
            value.Append(cursor.Peek);
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
        var from = cursor.At;
        while (!cursor.IsAtEnd && (char.IsLetterOrDigit(cursor.Peek) || cursor.Peek is '.' or '-' or '+'))
            cursor.At++;
        var word = cursor.Text[from..cursor.At];
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
        cursor.SkipBlank();
        var from = cursor.At + 1;
        var to = cursor.Peek == '/' ? from : -1;
        while (to >= 0 && to < cursor.Text.Length && (cursor.Text[to] != '/' || cursor.Text[to - 1] == '\\'))
            to++;
        if (to < 0 || to >= cursor.Text.Length)
        {
            Lose($"a pattern between slashes is expected at place {cursor.Place}.");
            return null;
        }

        cursor.At = to + 1;
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        if (cursor.Peek == 'i')
        {
            cursor.At++;
            options |= RegexOptions.IgnoreCase;
        }

        try
        {
            return new($"^(?:{cursor.Text[from..to]})$", options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Lose($"the pattern '{cursor.Text[from..to]}' cannot be read.");
            return null;
        }
    }

    bool Take(string token)
    {
        cursor.SkipBlank();
        return cursor.Take(token);
    }

    PathFilter? Lose(string why)
    {
        cursor.Lose(why);
        return null;
    }
}
