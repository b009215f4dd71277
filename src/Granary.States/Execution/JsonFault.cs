namespace Granary.States.Execution;

/// <summary>The first fault of a text that is not JSON, in the words of the parser that the service uses.</summary>
/// <remarks>Source: recorded refusals, and the messages of Jackson's reader for the faults beside them.</remarks>
sealed class JsonFault(string text)
{
    const string AnyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    int _at;

    /// <returns>Null when the text ends too early, or nothing more is known of the fault.</returns>
    public string? Find() => Value();

    string? Value()
    {
        SkipBlank();
        switch (Here)
        {
            case null:
                return null;
            case '{':
                return Items('}', "Object", () => Key() ?? Colon() ?? Value());
            case '[':
                return Items(']', "Array", Value);
            case '"':
                SkipText();
                return null;
            case '-' or (>= '0' and <= '9'):
                while (Here is '-' or '+' or '.' or 'e' or 'E' or (>= '0' and <= '9'))
                    _at++;
                return null;
            case { } c when char.IsLetter(c) || c == '_':
                return Word();
            default:
                return Unexpected($"expected a valid value {AnyValue}");
        }
    }

    string? Items(char close, string kind, Func<string?> item)
    {
        _at++;
        SkipBlank();
        if (Here == close)
        {
            _at++;
            return null;
        }

        while (item() is var fault)
        {
            if (fault is not null)
                return fault;
            SkipBlank();
            if (Here is null)
                return null;
            if (Here == close)
            {
                _at++;
                return null;
            }

            if (Here != ',')
                return Unexpected($"was expecting comma to separate {kind} entries");
            _at++;
        }

        return null;
    }

    string? Key()
    {
        SkipBlank();
        if (Here is null)
            return null;
        if (Here != '"')
            return Unexpected("was expecting double-quote to start field name");
        SkipText();
        return null;
    }

    string? Colon()
    {
        SkipBlank();
        if (Here is not (null or ':'))
            return Unexpected("was expecting a colon to separate field name and value");
        _at++;
        return null;
    }

    string? Word()
    {
        var start = _at;
        while (Here is { } c && (char.IsLetterOrDigit(c) || c is '_' or '$'))
            _at++;
        var word = text[start.._at];
        return word is "null" or "true" or "false" ? null : $"Unrecognized token '{word}': was expecting {AnyValue}";
    }

    void SkipText()
    {
        for (_at++; Here is { } c and not '"'; _at++)
        {
            if (c == '\\')
                _at++;
        }

        _at++;
    }

    void SkipBlank()
    {
        while (Here is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    char? Here => _at < text.Length ? text[_at] : null;

    string Unexpected(string expected) => $"Unexpected character ('{Here}' (code {(int)Here!.Value})): {expected}";
}
