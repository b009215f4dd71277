using System.Text;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Intrinsics;

/// <summary>Reads a call such as <c>States.Format('{}', $.a)</c>. Not reusable.</summary>
sealed class IntrinsicParser(string text)
{
    /// <summary>As deep as the service lets calls be nested.</summary>
    const int MostNested = 10;

    int _at;
    int _depth;

    public string Why { get; private set; } = "";

    public Expression? ParseWhole()
    {
        var call = ParseCall();
        SkipBlank();
        if (call is null || _at == text.Length)
            return call;
        return Lose($"'{text[_at]}' at place {_at + 1} stands after the call.");
    }

    CallExpression? ParseCall()
    {
        var from = _at;
        while (char.IsLetterOrDigit(Peek) || Peek == '.')
            _at++;
        var name = text[from.._at];
        if (IntrinsicFunction.Find(name) is not { } function)
            return Lose($"there is no function '{name}'.");
        if (!Take('('))
            return Lose($"'(' is expected after {name}.");

        if (++_depth > MostNested)
            return Lose($"calls are nested more than {MostNested} deep.");

        var arguments = new List<Expression>();
        while (!Take(')'))
        {
            if (arguments.Count > 0 && !Take(','))
                return Lose($"',' or ')' is expected at place {_at + 1}.");
            if (ParseArgument() is not { } argument)
                return null;
            arguments.Add(argument);
        }

        _depth--;
        if (!function.Takes(arguments.Count))
            return Lose($"{name} takes {function.ArgumentCount}, not {arguments.Count}.");
        return new CallExpression(text[from.._at], function, [.. arguments]);
    }

    Expression? ParseArgument()
    {
        SkipBlank();
        return Peek switch
        {
            '\'' => ParseText(),
            '$' => ParsePath(),
            'S' => ParseCall(),
            _ => ParseLiteral(),
        };
    }

    PathExpression? ParsePath()
    {
        var parser = new JsonPathParser(text, _at);
        var path = parser.Parse();
        _at = parser.End;
        if (path is not null)
            return new(path);
        Lose(parser.Why);
        return null;
    }

    LiteralExpression? ParseText()
    {
        var value = new StringBuilder();
        var from = _at;
        for (_at++; _at < text.Length && Peek != '\''; _at++)
        {
            if (Peek == '\\')
            {
                _at++;
                if (!"'{}\\".Contains(Peek))
                {
                    Lose($"'\\{Peek}' at place {_at} is no escape; there are \\' \\{{ \\}} and \\\\.");
                    return null;
                }

                // Format tells an escaped brace from a place to fill.
                if (Peek is '{' or '}')
                    value.Append('\\');
            }

            value.Append(Peek);
        }

        if (Take('\''))
            return new(text[from.._at], value.ToString());
        Lose("a text is not closed.");
        return null;
    }

    LiteralExpression? ParseLiteral()
    {
        var from = _at;
        while (_at < text.Length && Peek is not (',' or ')' or ' '))
            _at++;
        var word = text[from.._at];
        var value = word switch
        {
            "true" => Data.True,
            "false" => Data.False,
            "null" => Data.Null,
            _ => Number(word),
        };
        if (value is not null)
            return new(word, value);
        Lose(
            word.Length == 0 ? $"an argument is expected at place {from + 1}." : $"'{word}' is no argument; write text in single quotes.");
        return null;
    }

    static Data? Number(string word)
    {
        try
        {
            return Data.Parse(word) as DataNumber;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // not JSON, therefore not a number
        }
    }

    bool Take(char c)
    {
        SkipBlank();
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

    CallExpression? Lose(string why)
    {
        if (Why.Length == 0)
            Why = why;
        return null;
    }
}
