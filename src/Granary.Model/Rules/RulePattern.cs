using System.Text;

namespace Granary.Model.Rules;

/// <summary>A regular expression that means the same everywhere: to RE2, which DuckDB has, and to Java's, which Spark has.</summary>
/// <param name="Source">As the author wrote it.</param>
/// <param name="Portable">The same for the engines, with every set of characters written out; to be matched against the whole text.</param>
public sealed record RulePattern(string Source, string Portable)
{
    /// <param name="report">Told once what is wrong, and at which character.</param>
    /// <returns>Null when it is no pattern that is taken, which has then been reported.</returns>
    public static RulePattern? Parse(string text, Action<int, string> report)
    {
        try
        {
            return new(text, new PatternReader(text).Read());
        }
        catch (PatternException e)
        {
            report(e.At, e.Message);
            return null;
        }
    }
}

sealed class PatternException(int at, string message) : Exception(message)
{
    /// <summary>The character of the pattern, from 0.</summary>
    public int At => at;
}

/// <summary>Reads the part of regular expressions that engines agree on, and writes it so that they cannot disagree.</summary>
sealed class PatternReader(string text)
{
    /// <summary>RE2 refuses more, also as the product of repetitions inside each other.</summary>
    const int MostRepeats = 1000;

    const int MostDepth = 50;

    const string Blanks = @"\t-\r ";

    readonly StringBuilder _written = new();
    int _at;
    int _depth;

    public string Read()
    {
        ReadAlternatives();
        return _at == text.Length ? _written.ToString() : throw Wrong("this parenthesis closes none", _at);
    }

    /// <returns>How often what is repeated in it is repeated at most.</returns>
    int ReadAlternatives()
    {
        var start = _at;
        if (++_depth > MostDepth)
            throw Wrong($"parentheses stand more than {MostDepth} deep", _at);
        var most = ReadSequence(start);
        while (Peek == '|')
        {
            _written.Append('|');
            most = Math.Max(most, ReadSequence(++_at));
        }

        _depth--;
        return most;
    }

    int ReadSequence(int start)
    {
        var most = 1;
        while (_at < text.Length && Peek is not ('|' or ')'))
        {
            // The whole text must match, so that both are true of themselves at the ends of the pattern, and never inside.
            if (Peek == '^' && _depth == 1 && _at == start)
                _at++;
            else if (Peek == '$' && _depth == 1 && (_at + 1 == text.Length || text[_at + 1] == '|'))
                _at++;
            else
                most = Math.Max(most, ReadRepeated());
        }

        return most;
    }

    int ReadRepeated()
    {
        var start = _at;
        var inside = ReadItem();
        var times = 1;
        if (Peek == '{')
            times = ReadBounds();
        else if (Peek is '*' or '+' or '?')
            _written.Append(text[_at++]);
        else
            return inside;
        if (Peek is '*' or '+' or '?' or '{')
            throw Wrong(
                "a repetition follows a repetition; greedy, lazy and possessive are the same where the whole value must match", _at);
        return inside * times <= MostRepeats ? inside * times : throw Wrong($"it is repeated more than {MostRepeats} times", start);
    }

    int ReadBounds()
    {
        var start = _at;
        var close = text.IndexOf('}', _at);
        var bounds = close < 0 ? [] : text[(_at + 1)..close].Split(',');
        var least = 0;
        var most = 0;
        var isRight =
            bounds.Length is 1 or 2
            && TryCount(bounds[0], out least)
            && (bounds.Length == 1 || bounds[1].Length == 0 || TryCount(bounds[1], out most));
        if (!isRight)
            throw Wrong("a repetition is {n}, {n,} or {n,m}; a brace that is text is \\{", start);
        most = bounds.Length == 1 || bounds[1].Length == 0 ? least : most;
        if (most < least)
            throw Wrong($"{least} is more than {most}", start);
        if (most > MostRepeats)
            throw Wrong($"it is repeated more than {MostRepeats} times", start);
        _written.Append(text.AsSpan(_at, close - _at + 1));
        _at = close + 1;
        return Math.Max(1, most);
    }

    static bool TryCount(string digits, out int count)
    {
        count = 0;
        return digits.Length is > 0 and <= 6 && digits.All(char.IsAsciiDigit) && int.TryParse(digits, out count);
    }

    int ReadItem()
    {
        switch (Peek)
        {
            case '(':
                return ReadGroup();
            case '[':
                ReadSet();
                break;
            case '.':
                _at++;
                _written.Append(@"[^\n]");
                break;
            case '\\':
                ReadEscape();
                break;
            case '*' or '+' or '?' or '{':
                throw Wrong("there is nothing before it that could be repeated", _at);
            case '^' or '$':
                throw Wrong("the whole value must match, so that ^ and $ stand at the ends of the pattern alone", _at);
            case ']' or '}':
                throw Wrong($"{Peek} opens nothing; as text it is \\{Peek}", _at);
            default:
                _written.Append(Escaped(ReadRune()));
                break;
        }

        return 1;
    }

    int ReadGroup()
    {
        var start = _at++;
        if (Peek == '?')
        {
            if (!text.AsSpan(_at).StartsWith("?:"))
                throw Wrong("of groups only ( ) and (?: ) are taken: no look-around, names or flags", start);
            _at += 2;
        }

        _written.Append("(?:");
        var most = ReadAlternatives();
        if (Peek != ')')
            throw Wrong("this parenthesis is not closed", start);
        _at++;
        _written.Append(')');
        return most;
    }

    void ReadEscape()
    {
        var letter = _at + 1 < text.Length ? text[_at + 1] : '\0';
        var set = letter switch
        {
            'd' => "[0-9]",
            'D' => "[^0-9]",
            'w' => "[A-Za-z0-9_]",
            'W' => "[^A-Za-z0-9_]",
            's' => $"[{Blanks}]",
            'S' => $"[^{Blanks}]",
            _ => null,
        };
        if (set is null)
        {
            _written.Append(Escaped(ReadEscaped()));
            return;
        }

        _written.Append(set);
        _at += 2;
    }

    void ReadSet()
    {
        var start = _at++;
        _written.Append('[');
        if (Peek == '^')
            _written.Append(text[_at++]);
        for (var first = _at; Peek != ']' || _at == first;)
        {
            if (_at == text.Length)
                throw Wrong("this bracket is not closed", start);
            if (Peek == ']')
                throw Wrong("a set holds at least one character; a ] in it is \\]", _at);
            ReadSetItem(start);
        }

        _at++;
        _written.Append(']');
    }

    void ReadSetItem(int start)
    {
        var item = _at;
        if (Peek == '\\' && _at + 1 < text.Length && text[_at + 1] is 'd' or 'w' or 's')
        {
            _written.Append(text[_at + 1] switch { 'd' => "0-9", 'w' => "A-Za-z0-9_", _ => Blanks });
            _at += 2;
            return;
        }

        var from = ReadSetRune();
        _written.Append(Escaped(from));
        if (Peek != '-' || _at + 1 >= text.Length || text[_at + 1] == ']')
            return;
        _at++;
        var to = ReadSetRune();
        if (to.Value < from.Value)
            throw Wrong($"the range goes from {from} down to {to}", item);
        _written.Append('-').Append(Escaped(to));
        if (_at == text.Length)
            throw Wrong("this bracket is not closed", start);
    }

    Rune ReadSetRune()
    {
        if (Peek == '[')
            throw Wrong("a [ inside a set is \\[; there are no sets inside sets and no [:names:]", _at);
        if (text.AsSpan(_at).StartsWith("&&"))
            throw Wrong("&& means something else to some engines; write \\&", _at);
        return Peek == '\\' ? ReadEscaped() : ReadRune();
    }

    Rune ReadEscaped()
    {
        var letter = _at + 1 < text.Length ? text[_at + 1] : '\0';
        if (letter == '\0')
            throw Wrong("a backslash stands at the end; as text it is \\\\", _at);
        if (letter is not ('t' or 'n' or 'r') && (!char.IsAscii(letter) || char.IsAsciiLetterOrDigit(letter) || letter < ' '))
            throw Wrong($"\\{letter} is not taken; of letters behind a backslash there are d D w W s S t n r", _at);
        _at += 2;
        return new(letter switch { 't' => '\t', 'n' => '\n', 'r' => '\r', _ => letter });
    }

    Rune ReadRune()
    {
        if (!Rune.TryGetRuneAt(text, _at, out var rune) || rune.Value == 0)
            throw Wrong("this is no character that a text can have", _at);
        _at += rune.Utf16SequenceLength;
        return rune;
    }

    static string Escaped(Rune rune)
    {
        var c = rune.Value;
        if (c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z' or ' ' or '_')
            return rune.ToString();
        return c is > ' ' and < 127 ? $"\\{(char)c}" : $"\\x{{{c:X}}}";
    }

    char Peek => _at < text.Length ? text[_at] : '\0';

    static PatternException Wrong(string message, int at) => new(at, message);
}
