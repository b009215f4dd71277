using System.Text;
using Granary.Csv;
using Granary.Model.Datasets;
using Granary.Tables.Values;

namespace Granary.Tables.Inference;

/// <summary>What all values of one column say about it. Not for many threads; parts are joined.</summary>
/// <param name="first">The value of the file's first record, which may be its name.</param>
sealed class ColumnEvidence(string first)
{
    readonly TypeInference _type = new();
    readonly DayOrder _days = new();
    readonly byte[] _first = Encoding.UTF8.GetBytes(first);
    long _values;
    long _empty;
    long _textLine = long.MaxValue;
    string _text = "";

    public string First => first;

    /// <summary>How often the first value is below itself.</summary>
    public long Repeats { get; private set; }

    public bool IsFirst(ReadOnlySpan<byte> text) => text.SequenceEqual(_first);

    public bool HasValues => _values > 0;

    public ColumnType Type => _type.Type;

    /// <param name="line">The record's.</param>
    public void Add(ReadOnlySpan<byte> untrimmed, long line)
    {
        var text = FieldText.Trim(untrimmed);
        if (text.IsEmpty)
        {
            _empty++;
            return;
        }

        _values++;
        Repeats += IsFirst(untrimmed) ? 1 : 0;
        var wasText = _type.IsText;
        _type.Add(text);
        _days.Add(text);
        if (_type.IsText && !wasText && line < _textLine)
            (_textLine, _text) = (line, Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]));
    }

    public void Join(ColumnEvidence other)
    {
        _type.Join(other._type);
        _days.Join(other._days);
        _values += other._values;
        _empty += other._empty;
        Repeats += other.Repeats;
        if (other._textLine < _textLine)
            (_textLine, _text) = (other._textLine, other._text);
    }

    /// <returns>The type, the format when its values have one of their own, and why.</returns>
    public (ColumnType Type, string? Format, CsvSureness Sure, string Evidence) Conclude()
    {
        var empty = _empty > 0 ? $"; {_empty:N0} are empty" : "";
        if (_values == 0)
            return (new ColumnType.String(), null, CsvSureness.Guess, "it has no value");
        var sure = _values >= 10 ? CsvSureness.Certain : CsvSureness.Likely;
        if (Type is not ColumnType.String)
            return (Type, null, sure, $"all {_values:N0} values are {Words(Type)}{empty}");
        if (_days.Possible is [var only])
            return (
                new ColumnType.Date(), only, CsvSureness.Likely,
                $"all {_values:N0} values are days written {only}, and no other order fits them all{empty}");
        if (_days.Possible is [_, _, ..] several)
            return (
                Type, null, CsvSureness.Guess,
                $"all {_values:N0} values are days, but {string.Join(" and ", several)} fit them all: say which it is{empty}");
        return (Type, null, sure, $"{Culprit()}{empty}");
    }

    string Culprit()
    {
        if (_text.Length == 0)
            return $"{_values:N0} values are of several kinds";
        if (_values == 1)
            return $"its only value is '{_text}'";
        var alone = new TypeInference();
        alone.Add(Encoding.UTF8.GetBytes(_text));
        if (!alone.IsText)
            return $"'{_text}' in line {_textLine} is of another kind than those before it";
        var digits = _text.TrimStart('-', '+');
        return digits.Length > 0 && digits.All(char.IsAsciiDigit)
            ? $"'{_text}' in line {_textLine} would be another text as a number"
            : $"'{_text}' in line {_textLine} is text";
    }

    static string Words(ColumnType type) => type switch
    {
        ColumnType.BigInt => "whole numbers of at most 18 digits",
        ColumnType.Decimal => "numbers, exact as decimals",
        ColumnType.Double => "numbers, some with an exponent",
        ColumnType.Boolean => "true or false",
        ColumnType.Date => "days as ISO 8601 writes them",
        ColumnType.Timestamp => "timestamps as ISO 8601 writes them",
        _ => "text",
    };
}
