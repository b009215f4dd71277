
namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>An expression's words and signs, read one after the other.</summary>
sealed class ExpressionTokens
{
    readonly List<(string Text, int Start)> _tokens = [];
    readonly string _text;
    int _at;

    /// <param name="kind">The parameter that the expression is in, for errors: <c>UpdateExpression</c>.</param>
    public ExpressionTokens(string kind, string text)
    {
        Kind = kind;
        _text = text;
        if (string.IsNullOrWhiteSpace(text))
            throw ServiceException.Validation($"Invalid {kind}: The expression can not be empty;");
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                at = Add(at);
        }
    }

    public string Kind { get; }

    public bool IsAtEnd => _at == _tokens.Count;

    public string Peek => IsAtEnd ? "<EOF>" : _tokens[_at].Text;

    public string PeekSecond => _at + 1 < _tokens.Count ? _tokens[_at + 1].Text : "<EOF>";

    public string Take()
    {
        if (IsAtEnd)
            throw Error();
        return _tokens[_at++].Text;
    }

    /// <summary>Takes the next token when it is this one; words in any letter case.</summary>
    public bool TryTake(string token)
    {
        if (!Peek.Equals(token, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }

    public void Expect(string token)
    {
        if (!TryTake(token))
            throw Error();
    }

    public void ExpectEnd()
    {
        if (!IsAtEnd)
            throw Error();
    }

    /// <summary>The next token is none that may stand here.</summary>
    public ServiceException Error()
    {
        var first = _tokens[Math.Max(0, _at - 1)];
        var last = _tokens[Math.Min(_tokens.Count - 1, _at + 1)];
        var near = IsAtEnd && _tokens.Count > 1 ? _tokens[^2].Start : first.Start;
        return Refuse($"Syntax error; token: \"{Peek}\", near: \"{_text[near..(last.Start + last.Text.Length)]}\"");
    }

    public ServiceException Refuse(string why) => ServiceException.Validation($"Invalid {Kind}: {why}");

    int Add(int start)
    {
        var end = start + 1;
        if (IsWord(_text[start]) || _text[start] is '#' or ':')
        {
            while (end < _text.Length && IsWord(_text[end]))
                end++;
        }
        else if (end < _text.Length && _text[start..(end + 1)] is "<>" or "<=" or ">=")
        {
            end++;
        }
        else if (!"()[],.=<>+-".Contains(_text[start], StringComparison.Ordinal))
        {
            throw Refuse(
                $"Syntax error; token: \"{_text[start]}\", near: \"{_text[Math.Max(0, start - 2)..Math.Min(_text.Length, start + 2)]}\"");
        }

        _tokens.Add((_text[start..end], start));
        return end;
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
