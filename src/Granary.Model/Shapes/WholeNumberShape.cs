using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>A whole number, or a text that holds one.</summary>
/// <param name="code">Of the problem that a number outside the bounds is. Both bounds belong to the range.</param>
sealed class WholeNumberShape(string code, int least, int most) : Shape<int>
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out int value)
    {
        value = 0;
        var digits = source switch
        {
            JsonNumberSource number => number.Text,
            JsonTextSource text => text.Value.Trim(),
            _ => "",
        };
        if (!decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number0))
        {
            reading.ReportKind(source, "a whole number");
            return false;
        }

        if (number0 < least || number0 > most)
        {
            reading.Report(code, $"{reading.Name} is {digits}; it goes from {least} to {most}.", source.Where);
            return false;
        }

        value = (int)number0;
        return true;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = new JsonArray("integer", "string"),
        ["minimum"] = least,
        ["maximum"] = most,
        ["pattern"] = "^ *[0-9]+ *$",
    };
}
