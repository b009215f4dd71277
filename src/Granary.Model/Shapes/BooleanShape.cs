using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>True or false, as JSON has it or as 1/yes/y/on and 0/no/n/off, in any letter case.</summary>
sealed class BooleanShape : Shape<bool>
{
    public static readonly BooleanShape Instance = new();

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out bool value)
    {
        var word = source switch
        {
            JsonBooleanSource boolean => boolean.Value ? "true" : "false",
            JsonNumberSource number => number.Text,
            JsonTextSource text => text.Value.Trim().ToLowerInvariant(),
            _ => "",
        };
        value = word is "true" or "1" or "yes" or "y" or "on";
        if (value || word is "false" or "0" or "no" or "n" or "off")
            return true;
        reading.ReportKind(source, "true or false");
        return false;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = new JsonArray("boolean", "integer", "string"),
        ["minimum"] = 0,
        ["maximum"] = 1,
        ["pattern"] = "^ *([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Yy]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Nn]|[Oo][Ff][Ff]|[01]) *$",
    };
}
