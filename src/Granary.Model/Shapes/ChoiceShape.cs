using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>One of a few texts.</summary>
/// <param name="code">Of the problem that another text is.</param>
sealed class ChoiceShape<T>(string code, params IReadOnlyList<(string Text, T Value)> choices) : Shape<T>
    where T : notnull
{
    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (source is not JsonTextSource { Value: var text })
        {
            reading.ReportKind(source, "text");
            return false;
        }

        foreach (var choice in choices)
        {
            if (choice.Text != text)
                continue;
            value = choice.Value;
            return true;
        }

        reading.Report(code, $"{reading.Name} is \"{text}\"; it is one of {string.Join(", ", choices.Select(c => c.Text))}.",
            source.Where, Spelling.Hint(text, choices.Select(c => c.Text)));
        return false;
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c.Text))]) };

    public override JsonNode? Write(T value) => choices.First(c => c.Value.Equals(value)).Text;
}

/// <summary>The choice between texts that stand for themselves.</summary>
static class Choice
{
    public static ChoiceShape<string> Of(string code, params IEnumerable<string> texts) => new(code, [.. texts.Select(t => (t, t))]);
}
