using System.Text;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>The rows of a text with separators, as objects of texts.</summary>
/// <remarks>
/// Not the dialect of the tables: a row may be too short (empty texts fill it) or too long (the rest is passed over), and a backslash takes
/// the separator, a quote or another backslash as it is and vanishes before anything else. Source: Step Functions developer guide, "How
/// Step Functions parses input CSV files".
/// </remarks>
sealed class CsvItems(string text, CsvDelimiter delimiter)
{
    readonly char _separator = delimiter switch
    {
        CsvDelimiter.Pipe => '|',
        CsvDelimiter.Semicolon => ';',
        CsvDelimiter.Space => ' ',
        CsvDelimiter.Tab => '\t',
        _ => ',',
    };

    int _at = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <param name="headers">Null when the first row has them. Of a repeated name the last column stands.</param>
    public IEnumerable<Data> Read(IReadOnlyList<string>? headers)
    {
        headers ??= ReadRow();
        if (headers is null)
            yield break;
        var columns = headers
            .Select((name, at) => (name, at))
            .GroupBy(c => c.name, StringComparer.Ordinal)
            .Select(same => same.Last())
            .ToArray();
        while (ReadRow() is { } row)
            yield return new DataObject(
                Array.ConvertAll(columns, c => KeyValuePair.Create(c.name, (Data)(c.at < row.Count ? row[c.at] : ""))));
    }

    /// <summary>The next row that is not a blank line; null at the end.</summary>
    List<string>? ReadRow()
    {
        while (_at < text.Length)
        {
            var from = _at;
            var row = new List<string>();
            do
            {
                row.Add(ReadField());
            }
            while (Take(_separator));
            var isBlank = _at == from;
            if (Take('\r') | Take('\n') && isBlank)
                continue;
            return row;
        }

        return null;
    }

    string ReadField()
    {
        var field = new StringBuilder();
        var isQuoted = Take('"');
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '"' && Next == '"')
            {
                field.Append(text[++_at]);
            }
            else if (c == '"' && isQuoted)
            {
                isQuoted = false;
            }
            else if (c == '\\')
            {
                if (Next == '\\' || Next == '"' || Next == _separator)
                    field.Append(text[++_at]);
            }
            else if (!isQuoted && (c == _separator || c is '\r' or '\n'))
            {
                break;
            }
            else
            {
                field.Append(c);
            }
        }

        return field.ToString();
    }

    char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        return true;
    }
}
