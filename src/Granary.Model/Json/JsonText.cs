using System.Globalization;
using System.Text;

namespace Granary.Model.Json;

/// <summary>Reads JSON text into values that know their place, and goes on after a mistake so that one reading reports them all.</summary>
public static class JsonText
{
    /// <param name="text">RFC 8259 JSON. A leading byte order mark is passed over.</param>
    /// <param name="file">The name that positions carry.</param>
    /// <param name="problems">Receives every mistake; a trailing comma or a repeated key does not end the reading.</param>
    /// <returns>The value as far as it could be read, or null when not even its beginning could.</returns>
    public static JsonSource? Parse(string text, string file, ICollection<Problem> problems) =>
        new Reader(text, file, problems).ReadDocument();

    sealed class Reader(string text, string file, ICollection<Problem> problems)
    {
        const int MaxDepth = 128;

        int _at;
        int _line = 1;
        int _lineStart;
        int _depth;
        bool _lost;

        // Of the string that was read last.
        List<(int Character, int Longer)> _escapes = [];

        FilePosition Here => new(file, _line, _at - _lineStart + 1);

        public JsonSource? ReadDocument()
        {
            if (text.StartsWith('\uFEFF'))
                _lineStart = _at = 1;
            SkipBlank();
            if (_at == text.Length)
            {
                Report("GR1001", "The file is empty; a JSON value is expected.");
                return null;
            }

            var value = ReadValue();
            SkipBlank();
            if (!_lost && _at < text.Length)
                Report("GR1001", $"'{text[_at]}' stands after the end of the JSON value.");
            return value;
        }

        JsonSource? ReadValue()
        {
            var where = Here;
            if (++_depth > MaxDepth)
                return Lose($"The value is nested deeper than {MaxDepth} levels.");
            try
            {
                return Peek switch
                {
                    '{' => ReadObject(where),
                    '[' => ReadArray(where),
                    '"' => ReadString() is { } value ? new JsonTextSource(where, value) { Escapes = _escapes } : null,
                    '-' or (>= '0' and <= '9') => ReadNumber(where),
                    _ => ReadWord(where),
                };
            }
            finally
            {
                _depth--;
            }
        }

        JsonObjectSource? ReadObject(FilePosition where)
        {
            var members = new List<JsonMember>();
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            ReadItems('}', "a key in double quotes", () =>
            {
                var keyAt = Here;
                if (Peek != '"' || ReadString() is not { } key)
                {
                    if (!_lost)
                        Lose($"A key in double quotes is expected here, not {Found}.");
                    return;
                }

                SkipBlank();
                if (Peek == ':')
                    _at++;
                else
                    Lose($"A colon is expected after the key \"{key}\", not {Found}.");
                SkipBlank();
                if (_lost || ReadValue() is not { } value)
                    return;
                if (seen.TryGetValue(key, out var index))
                {
                    Report(new("GR1003", ProblemKind.Usage,
                        $"The key \"{key}\" is repeated; it stands already in line {members[index].Where.Line}.",
                        "Keep one of the two.", keyAt));
                    members[index] = new(key, keyAt, value);
                    return;
                }

                seen.Add(key, members.Count);
                members.Add(new(key, keyAt, value));
            });
            return new(where, members) { IsWhole = !_lost };
        }

        JsonArraySource? ReadArray(FilePosition where)
        {
            var items = new List<JsonSource>();
            ReadItems(']', "a value", () =>
            {
                if (ReadValue() is { } value)
                    items.Add(value);
            });
            return new(where, items);
        }

        /// <summary>
        /// Reads what stands between brackets, with its commas; a comma before the closing bracket is reported and passed over.
        /// </summary>
        void ReadItems(char close, string expected, Action readItem)
        {
            _at++;
            SkipBlank();
            var comma = default(FilePosition);
            while (!_lost)
            {
                if (Peek == close)
                {
                    if (comma is not null)
                        Report(new("GR1002", ProblemKind.Usage, $"A comma stands before '{close}'.", "Remove the comma.", comma));
                    _at++;
                    return;
                }

                if (_at == text.Length)
                {
                    Lose($"The text ends where {expected} or '{close}' is expected.");
                    return;
                }

                readItem();
                SkipBlank();
                if (_lost || Peek == close)
                {
                    comma = null;
                    continue;
                }

                comma = Here;
                if (Peek == ',')
                    _at++;
                else
                    ReportMissingComma(close);
                SkipBlank();
            }
        }

        void ReportMissingComma(char close)
        {
            // A forgotten comma is followed by the next item; anything else is beyond guessing.
            if (Peek is '"' or '{' or '[' or '-' or (>= '0' and <= '9'))
                Report("GR1001", $"A comma or '{close}' is expected here, not {Found}.");
            else
                Lose($"A comma or '{close}' is expected here, not {Found}.");
        }

        string? ReadString()
        {
            _at++;
            _escapes = [];
            var value = new StringBuilder();
            while (_at < text.Length)
            {
                var c = text[_at];
                if (c == '"')
                {
                    _at++;
                    return value.ToString();
                }

                if (c < ' ')
                {
                    Lose(
                        c is '\n' or '\r'
                            ? "The text is not closed on its line."
                            : $"The control character U+{(int)c:X4} is in a text; write it as \\u{(int)c:x4}.");
                    return null;
                }

                var start = _at;
                if (c == '\\')
                    ReadEscape(value);
                else
                    value.Append(c);
                _at++;
                if (_at - start > 1)
                    _escapes.Add((value.Length - 1, _at - start - 1));
            }

            Lose("The text is not closed before the file ends.");
            return null;
        }

        void ReadEscape(StringBuilder value)
        {
            var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
            var plain = "\"\\/".Contains(next)
                ? next
                : next switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    _ => '\0',
                };
            if (plain != '\0')
            {
                value.Append(plain);
                _at++;
            }
            else if (
                next == 'u'
                && _at + 6 <= text.Length
                && ushort.TryParse(text.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                value.Append((char)code);
                _at += 5;
            }
            else
            {
                Report("GR1001", $"'\\{next}' is not an escape that JSON knows.");
            }
        }

        JsonNumberSource? ReadNumber(FilePosition where)
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '+' or '-' or '.'))
                _at++;
            var digits = text[start.._at];
            if (!JsonNumberText.IsNumber(digits))
                Report(new("GR1001", ProblemKind.Usage,
                    $"{digits} is not a number that JSON knows.", "Put it in double quotes if it is text.", where));
            return new(where, digits);
        }

        JsonSource? ReadWord(FilePosition where)
        {
            var start = _at;
            while (_at < text.Length && char.IsLetterOrDigit(text[_at]))
                _at++;
            var word = text[start.._at];
            switch (word)
            {
                case "true" or "false":
                    return new JsonBooleanSource(where, word == "true");
                case "null":
                    return new JsonNullSource(where);
                case "":
                    return Lose($"A value is expected here, not {Found}.");
                default:
                    Report(new("GR1001", ProblemKind.Usage,
                        $"{word} is not a JSON value.", "Put it in double quotes if it is text.", where));
                    return new JsonTextSource(where, word);
            }
        }

        char Peek => _at < text.Length ? text[_at] : '\0';

        string Found => _at < text.Length ? $"'{text[_at]}'" : "the end of the file";

        void SkipBlank()
        {
            for (; _at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n'; _at++)
            {
                if (text[_at] != '\n')
                    continue;
                _line++;
                _lineStart = _at + 1;
            }
        }

        void Report(string code, string message) => Report(new(code, ProblemKind.Usage, message, null, Here));

        void Report(Problem problem) => problems.Add(problem);

        /// <summary>Reports a mistake after which the rest of the text cannot be understood.</summary>
        JsonSource? Lose(string message)
        {
            if (!_lost)
                Report("GR1001", message);
            _lost = true;
            return null;
        }
    }
}
