namespace Granary.States.Paths;

/// <summary>A place in a text that is read from left to right, and the first reason why it cannot be read.</summary>
/// <param name="text">Of a path or of a call of an intrinsic function; parsers of what is nested in it share the cursor.</param>
sealed class TextCursor(string text)
{
    public string Text => text;

    /// <summary>From 0; the text's length at its end.</summary>
    public int At { get; set; }

    public bool IsAtEnd => At >= text.Length;

    /// <summary>The character at the place; NUL at the end.</summary>
    public char Peek => IsAtEnd ? '\0' : text[At];

    /// <summary>The place as people count: from 1.</summary>
    public int Place => At + 1;

    /// <summary>What is wrong; empty as long as nothing is.</summary>
    public string Why { get; private set; } = "";

    public bool Take(char c)
    {
        if (Peek != c)
            return false;
        At++;
        return true;
    }

    public bool Take(string token)
    {
        if (string.CompareOrdinal(text, At, token, 0, token.Length) != 0)
            return false;
        At += token.Length;
        return true;
    }

    public void SkipBlank()
    {
        while (Peek == ' ')
            At++;
    }

    public string ReadWhile(Func<char, bool> belongs)
    {
        var from = At;
        while (!IsAtEnd && belongs(Peek))
            At++;
        return text[from..At];
    }

    /// <summary>Notes what is wrong, unless something before it already was.</summary>
    public void Lose(string why)
    {
        if (Why.Length == 0)
            Why = why;
    }
}
