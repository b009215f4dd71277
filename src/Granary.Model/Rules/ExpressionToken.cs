namespace Granary.Model.Rules;

enum TokenKind
{
    /// <summary>A column, function or word of the language.</summary>
    Name,

    /// <summary>A column in brackets.</summary>
    Quoted,
    Number,
    Text,
    Sign,
    End,
}

/// <param name="Text">A quoted name or text without what stands around it; signs of one meaning as the usual one.</param>
/// <param name="At">Its first character in the expression, from 0.</param>
readonly record struct ExpressionToken(TokenKind Kind, string Text, int At)
{
    public bool Is(string word) => Kind == TokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>In the words of a message.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"'{Text}'",
        TokenKind.Quoted => $"[{Text}]",
        _ => Text,
    };

    /// <exception cref="ExpressionException">Something stands there that is no part of the language.</exception>
    public static List<ExpressionToken> In(string text)
    {
        var tokens = new List<ExpressionToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                tokens.Add(Read(text, ref at));
        }

        tokens.Add(new(TokenKind.End, "", text.Length));
        return tokens;
    }

    static ExpressionToken Read(string text, ref int at)
    {
        var start = at;
        var c = text[at];
        if (c is '\'')
            return new(TokenKind.Text, ReadText(text, ref at), start);
        if (c is '[')
        {
            var close = text.IndexOf(']', at);
            if (close < 0)
                throw new ExpressionException(at, "This bracket is not closed.", "Write column names with blanks in brackets: [Order No].");
            at = close + 1;
            return new(TokenKind.Quoted, text[(start + 1)..close], start);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return new(TokenKind.Number, ReadNumber(text, ref at), start);
        if (char.IsLetter(c) || c == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                at++;
            return new(TokenKind.Name, text[start..at], start);
        }

        return new(TokenKind.Sign, ReadSign(text, ref at), start);
    }

    static string ReadText(string text, ref int at)
    {
        var start = at;
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '\'')
                continue;
            if (at + 1 == text.Length || text[at + 1] != '\'')
                return text[(start + 1)..at++].Replace("''", "'", StringComparison.Ordinal);
            at++;
        }

        throw new ExpressionException(
            start, "This text is not closed.", "Write texts in single quotes; a quote in a text is doubled: 'it''s'.");
    }

    static string ReadNumber(string text, ref int at)
    {
        var start = at;
        for (; at < text.Length; at++)
        {
            var isSign = text[at] is '+' or '-' && text[at - 1] is 'e' or 'E';
            if (!char.IsLetterOrDigit(text[at]) && text[at] is not ('.' or '_') && !isSign)
                break;
        }

        return text[start..at];
    }

    static string ReadSign(string text, ref int at)
    {
        foreach (var sign in (ReadOnlySpan<string>)["<=", ">=", "<>", "!=", "==", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","])
        {
            if (!text.AsSpan(at).StartsWith(sign))
                continue;
            at += sign.Length;
            return sign switch { "!=" => "<>", "==" => "=", _ => sign };
        }

        throw new ExpressionException(at, $"'{text[at]}' has no meaning here.", text[at] switch
        {
            '"' => "Write texts in single quotes, and columns with blanks in their names in brackets.",
            '&' or '|' or '!' => "Write and, or, not.",
            '%' => "There is no remainder; % has a meaning only in the pattern of like.",
            _ => null,
        });
    }
}

/// <summary>An expression that cannot be read on.</summary>
sealed class ExpressionException(int at, string message, string? hint = null) : Exception(message)
{
    public int At => at;

    public string? Hint => hint;
}
