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
        if (!IsWhole(digits))
            reading.ReportKind(source, "a whole number");
        else if (
            !int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            || value < least
            || value > most)
            reading.Report(code, $"{reading.Name} is {digits}; it goes from {least} to {most}.", source.Where);
        else
            return true;
        return false;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = new JsonArray("integer", "string"),
        ["minimum"] = least,
        ["maximum"] = most,
        ["pattern"] = "^ *[0-9]+ *$",
    };

    static bool IsWhole(string digits)
    {
        var unsigned = digits.StartsWith('-') ? digits[1..] : digits;
        return unsigned.Length > 0 && unsigned.All(char.IsAsciiDigit);
    }
}
