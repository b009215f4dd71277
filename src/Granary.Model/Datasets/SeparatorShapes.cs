using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>One or more characters, blanks among them, but no line ends.</summary>
sealed class DelimiterShape : Shape<string>
{
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
                reading.Report(DatasetCodes.Separators, $"{reading.Name} is {value}, a backslash and what follows.", source.Where, "In JSON a tab is \"\\t\", with one backslash, and any character \"\\u0001\".");
                return false;
            default:
                return true;
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[^\\r\\n]+$" };
}

/// <summary>One character, or the empty text for none; null is the empty text.</summary>
sealed class QuoteShape : Shape<string>
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

        if (value.Length == 0 || (value.Length == 1 && !char.IsWhiteSpace(value[0]) && !char.IsControl(value[0])))
            return true;
        reading.Report(DatasetCodes.Separators, $"{reading.Name} is \"{value}\"; it is one character that can be seen.", source.Where, "Write null if the file has no quotes.");
        return false;
    }

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "null"), ["maxLength"] = 1 };
}
