using System.Text;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Intrinsics;

/// <summary>Reads a call such as <c>States.Format('{}', $.a)</c>. Not reusable.</summary>
sealed class IntrinsicParser(TextCursor cursor)
{
    /// <summary>As deep as the service lets calls be nested.</summary>
    const int MostNested = 10;

    int _depth;

    public Expression? ParseWhole()
    {
        var call = ParseCall();
        cursor.SkipBlank();
        if (call is null || cursor.IsAtEnd)
            return call;
        return Lose($"'{cursor.Text[cursor.At]}' at place {cursor.Place} stands after the call.");
    }

    CallExpression? ParseCall()
    {
        var from = cursor.At;
        while (char.IsLetterOrDigit(cursor.Peek) || cursor.Peek == '.')
            cursor.At++;
        var name = cursor.Text[from..cursor.At];
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
                return Lose($"',' or ')' is expected at place {cursor.Place}.");
            if (ParseArgument() is not { } argument)
                return null;
            arguments.Add(argument);
        }

        _depth--;
        if (!function.Takes(arguments.Count))
            return Lose($"{name} takes {function.ArgumentCount}, not {arguments.Count}.");
        return new CallExpression(cursor.Text[from..cursor.At], function, [.. arguments]);
    }

    Expression? ParseArgument()
    {
        cursor.SkipBlank();
        return cursor.Peek switch
        {
            '\'' => ParseText(),
            '$' => ParsePath(),
            'S' => ParseCall(),
            _ => ParseLiteral(),
        };
    }

    PathExpression? ParsePath() => new JsonPathParser(cursor).Parse() is { } path ? new(path) : null;

    LiteralExpression? ParseText()
    {
        var value = new StringBuilder();
        var from = cursor.At;
        for (cursor.At++; !cursor.IsAtEnd && cursor.Peek != '\''; cursor.At++)
        {
            if (cursor.Peek == '\\')
            {
                cursor.At++;
                if (!"'{}\\".Contains(cursor.Peek))
                {
                    Lose($"'\\{cursor.Peek}' at place {cursor.At} is no escape; there are \\' \\{{ \\}} and \\\\.");
                    return null;
                }

                // Format tells an escaped brace from a place to fill.
                if (cursor.Peek is '{' or '}')
                    value.Append('\\');
            }

            value.Append(cursor.Peek);
        }

        if (Take('\''))
            return new(cursor.Text[from..cursor.At], value.ToString());
        Lose("a text is not closed.");
        return null;
    }

    LiteralExpression? ParseLiteral()
    {
        var from = cursor.At;
        while (!cursor.IsAtEnd && cursor.Peek is not (',' or ')' or ' '))
            cursor.At++;
        var word = cursor.Text[from..cursor.At];
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
        cursor.SkipBlank();
        return cursor.Take(c);
    }

    CallExpression? Lose(string why)
    {
        cursor.Lose(why);
        return null;
    }
}
