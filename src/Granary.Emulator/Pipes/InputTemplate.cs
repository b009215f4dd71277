using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Granary.Emulator.Pipes;

/// <summary>The input template of a pipe: text with <c>&lt;$.path&gt;</c> for values of a record.</summary>
/// <remarks>
/// Documented: EventBridge user guide, "Amazon EventBridge Pipes input transformation". Assumed: a path that leads nowhere gives null, or
/// nothing inside of a text.
/// </remarks>
public static class InputTemplate
{
    const string WholeEvent = "aws.pipes.event.json";

    public static JsonNode? Apply(string template, JsonObject record)
    {
        try
        {
            return JsonNode.Parse(Fill(template, record, isPlainText: false));
        }
        catch (JsonException)
        {
            // A template may be plain text, and then so is the input.
            return Fill(template, record, isPlainText: true);
        }
    }

    static string Fill(string template, JsonObject record, bool isPlainText)
    {
        var text = new StringBuilder();
        var isInText = false;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '<' && template.IndexOf('>', i) is > 0 and var end && Find(template[(i + 1)..end], record, out var value))
            {
                text.Append(isPlainText ? Plain(value) : isInText ? Inside(value) : value?.ToJsonString() ?? "null");
                i = end;
                continue;
            }

            if (template[i] == '"' && (i == 0 || template[i - 1] != '\\'))
                isInText = !isInText;
            text.Append(template[i]);
        }

        return text.ToString();
    }

    /// <returns>False when the text is not a variable.</returns>
    static bool Find(string variable, JsonObject record, out JsonNode? value)
    {
        value = record;
        if (variable == WholeEvent)
            return true;
        if (!variable.StartsWith("$.", StringComparison.Ordinal))
            return false;
        foreach (var part in variable[2..].Split('.', '['))
        {
            value = part.EndsWith(']')
                ? value is JsonArray list && int.TryParse(part[..^1], out var index) && index < list.Count ? list[index] : null
                : (value as JsonObject)?[part];
        }

        return true;
    }

    /// <summary>A value inside of a JSON text: its own text without quotes, all else as JSON.</summary>
    static string Inside(JsonNode? value) => JsonValue.Create(Plain(value)).ToJsonString()[1..^1];

    static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonValue v when v.TryGetValue<string>(out var own) => own,
        _ => value.ToJsonString(),
    };
}
