using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>What a text must look like beyond not being blank.</summary>
/// <param name="Pattern">Must match from the first to the last character; also a pattern of JSON Schema, so without .NET's own
/// syntax.</param>
/// <param name="Complaint">The second half of the message, after <c>key is "value"; </c>.</param>
sealed record TextRule(string Code, string Pattern, string Complaint)
{
    // Made when it is first needed: a start of the program reads few files, and each pattern costs it time.
    Regex? _regex;

    /// <summary>What the pattern cannot say; text in, whether it will do out.</summary>
    public Func<string, bool> Holds { get; init; } = _ => true;

    public string? Hint { get; init; }

    public bool Accepts(string text)
    {
        _regex ??= new(Pattern, RegexOptions.CultureInvariant);

        // The end of a pattern also matches before a last line end, which no name of ours has.
        return _regex.Match(text) is { Success: true } match && match.Length == text.Length && Holds(text);
    }
}

/// <param name="rule">Null for any text that is not blank.</param>
sealed class TextShape(TextRule? rule = null) : Shape<string>
{
    /// <summary>Any text, also none.</summary>
    public static readonly TextShape Anything = new() { _takesBlank = true };

    bool _takesBlank;

    public override bool TakesBlank => _takesBlank;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (source as JsonTextSource)?.Value;
        if (value is null)
        {
            reading.ReportKind(source, "text");
            return false;
        }

        if (rule is null || rule.Accepts(value))
            return true;
        reading.Report(rule.Code, $"{reading.Name} is \"{value}\"; {rule.Complaint}.", source.Where, rule.Hint);
        return false;
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (rule is not null)
            schema.Add("pattern", rule.Pattern);
        else if (!TakesBlank)
            schema.Add("minLength", 1);
        return schema;
    }
}
