using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>One or more characters, blanks among them, but no line ends; up to 16 bytes of UTF-8.</summary>
sealed class DelimiterShape : Shape<string>
{
    const int MostBytes = 16;

    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (source as JsonTextSource)?.Value;
        switch (value)
        {
            case null:
                reading.ReportKind(source, "text");
                return false;
            case "":
                reading.Report(DatasetCodes.Separators, $"{reading.Name} is empty.", source.Where, "Leave it out to have it found out.");
                return false;
            case [_, ..] when value.Any(c => c is '\n' or '\r' or '\0'):
                reading.Report(DatasetCodes.Separators, $"{reading.Name} holds a line end or a zero, which end records.", source.Where);
                return false;
            case ['\\', 't' or 'x' or 'u', ..]:
                reading.Report(
                    DatasetCodes.Separators, $"{reading.Name} is {value}, a backslash and what follows.", source.Where,
                    "In JSON a tab is \"\\t\", with one backslash, and any character \"\\u0001\".");
                return false;
            case var text
                when Encoding.UTF8.GetByteCount(text) > MostBytes || text != Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)):
                reading.Report(
                    DatasetCodes.Separators, $"{reading.Name} is \"{text}\"; it is text of at most {MostBytes} bytes.", source.Where);
                return false;
            default:
                return true;
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[^\\r\\n]+$", ["maxLength"] = MostBytes };
}

/// <summary>One character, or the empty text for none; null is the empty text.</summary>
/// <param name="mustBeAscii">Whether it is one of ASCII's.</param>
/// <param name="none">What null means, for the help.</param>
sealed class MarkShape(bool mustBeAscii, string none) : Shape<string>
{
    public override bool TakesNull => true;

    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = source is JsonNullSource ? "" : (source as JsonTextSource)?.Value;
        if (value is null)
        {
            reading.ReportKind(source, "text or null");
            return false;
        }

        if (value.Length == 0 || (value.Length == 1 && IsMark(value[0])))
            return true;
        reading.Report(
            DatasetCodes.Separators,
            $"{reading.Name} is \"{value}\"; it is one character {(mustBeAscii ? "of ASCII " : "")}that can be seen.", source.Where,
            $"Write null if {none}.");
        return false;
    }

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "null"), ["maxLength"] = 1 };

    bool IsMark(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c) && (!mustBeAscii || char.IsAscii(c));
}
