using System.Globalization;
using Granary.Model;
using Granary.Model.Json;
using Granary.States.Expressions;

namespace Granary.States.Reading;

/// <summary>Reads the variables that a state sets.</summary>
static class AssignReader
{
    const int MostNameCharacters = 80;

    public static Template? Read(Fields fields)
    {
        ReadNames(fields);
        return fields.ObjectTemplateAt("Assign");
    }

    /// <summary>Reports the names that the language does not take.</summary>
    public static void ReadNames(Fields fields)
    {
        foreach (var member in (fields.Find("Assign")?.Value as JsonObjectSource)?.Members ?? [])
        {
            var name = member.Key.EndsWith(".$", StringComparison.Ordinal) ? member.Key[..^2] : member.Key;
            if (WhyNot(name) is { } why)
                fields.Report.Add(
                    new("GR2063", ProblemKind.Usage,
                        $"'{name}' in 'Assign' of {fields.Owner} is not a valid name for a variable: {why}", null, member.Where),
                    fields.PathOf("Assign"));
        }
    }

    /// <remarks>Source: Amazon States Language, "Variables": names are identifiers of Unicode (UAX 31).</remarks>
    static string? WhyNot(string name) => name switch
    {
        "" => "it is empty.",
        "states" => "the language reserves it.",
        { Length: > MostNameCharacters } => $"it has {name.Length} characters; at most {MostNameCharacters} are allowed.",
        _ when !Begins(name[0]) => "it must begin with a letter.",
        _ when !name.All(Continues) => "it must consist of letters, digits and underscores.",
        _ => null,
    };

    static bool Begins(char c) =>
        c == '_' || char.IsLetter(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    static bool Continues(char c) =>
        Begins(c)
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.ConnectorPunctuation;
}
