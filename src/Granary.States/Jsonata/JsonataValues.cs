using System.Globalization;
using Granary.Model.Json;
using Granary.States.Reading;

namespace Granary.States.Jsonata;

/// <summary>
/// The members of an object whose values may be expressions, which stand between <c>{%</c> and <c>%}</c>. What an expression says is not
/// looked at.
/// </summary>
sealed class JsonataValues(Fields fields)
{
    const string Open = "{%";
    const string Close = "%}";

    /// <summary>Any JSON, with expressions in its texts.</summary>
    public void Any(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.Find(name) is { } member)
                CheckTexts(member.Value, name);
        }
    }

    public void Object(string name)
    {
        if (fields.Find(name) is { Value: not (JsonObjectSource or JsonTextSource) } member)
            fields.WrongKind(member, "an object or an expression");
        Any(name);
    }

    /// <summary>A whole number, or an expression.</summary>
    public void Number(string name, double least, double most)
    {
        if (fields.Find(name)?.Value is JsonTextSource text)
            Expression(name, text);
        else if (fields.Number(name, least) is { } number && number > most)
            fields.Refuse("GR2005", $"{name} of {fields.Owner} is {number.ToString(CultureInfo.InvariantCulture)}; it must be at most "
                + $"{most.ToString(CultureInfo.InvariantCulture)}.", fields.Find(name)!.Value, name);
    }

    /// <summary>A list, perhaps an object, or an expression.</summary>
    public void Items(string name)
    {
        switch (fields.Find(name))
        {
            case { Value: JsonTextSource text }:
                Expression(name, text);
                break;
            case { Value: not (JsonArraySource or JsonObjectSource) } member:
                fields.WrongKind(member, "a list or an expression");
                break;
            default:
                Any(name);
                break;
        }
    }

    /// <summary>True or false, or an expression.</summary>
    public void Condition(string name)
    {
        fields.Require(name);
        if (fields.Find(name)?.Value is JsonTextSource text)
            Expression(name, text);
        else
            fields.Boolean(name);
    }

    public static bool IsExpression(string text) =>
        text.StartsWith(Open, StringComparison.Ordinal) && text.EndsWith(Close, StringComparison.Ordinal) && text.Length >= 4;

    void Expression(string name, JsonTextSource text)
    {
        if (!text.Value.StartsWith(Open, StringComparison.Ordinal))
            fields.Refuse(
                "GR2065", $"'{name}' of {fields.Owner} is '{text.Value}'; an expression stands between {Open} and {Close}.", text, name);
        else
            CheckText(text, name);
    }

    void CheckTexts(JsonSource value, string name)
    {
        switch (value)
        {
            case JsonTextSource text:
                CheckText(text, name);
                break;
            case JsonObjectSource o:
                foreach (var member in o.Members)
                    CheckTexts(member.Value, $"{name}/{member.Key}");
                break;
            case JsonArraySource a:
                for (var i = 0; i < a.Items.Count; i++)
                    CheckTexts(a.Items[i], $"{name}[{i}]");
                break;
        }
    }

    void CheckText(JsonTextSource text, string name)
    {
        if (!text.Value.StartsWith(Open, StringComparison.Ordinal))
            return;
        if (!IsExpression(text.Value))
            fields.Refuse(
                "GR2065", $"'{name}' of {fields.Owner} begins an expression with {Open} and does not end it with {Close}.", text, name);
        else if (string.IsNullOrWhiteSpace(text.Value[2..^2]))
            fields.Refuse("GR2065", $"'{name}' of {fields.Owner} is an expression that holds nothing.", text, name);
    }
}
