using System.Globalization;
using Granary.Model;
using Granary.Model.Json;
using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Reading;

/// <summary>
/// The members of one object of a definition. Each asks for what it knows; <see cref="Finish"/> reports what nobody asked for.
/// </summary>
/// <param name="owner">The object in the words of a message: "state 'Load'", "the retrier".</param>
/// <param name="path">As the service writes places: <c>/States/Load</c>.</param>
sealed class Fields(JsonObjectSource source, string owner, string path, Report report)
{
    readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public JsonObjectSource Source => source;

    public string Owner => owner;

    /// <summary>The owner at the beginning of a sentence.</summary>
    public string Subject => char.ToUpperInvariant(owner[0]) + owner[1..];

    public string Path => path;

    public Report Report => report;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The member, now known; null when it is not there.</summary>
    public JsonMember? Find(string name)
    {
        _known.Add(name);
        return source.Find(name);
    }

    public string PathOf(string name) => $"{path}/{name}";

    public void Refuse(string code, string message, JsonSource at, string name, string? hint = null, string? awsMessage = null) =>
        report.Add(new(code, ProblemKind.Usage, message, hint, at.Where), PathOf(name), awsMessage: awsMessage);

    /// <summary>Reports a member that must be there and is not.</summary>
    public void Require(string name)
    {
        if (!Has(name))
            report.Add(
                new("GR2002", ProblemKind.Usage, $"{Subject} has no '{name}'.", $"Add \"{name}\".", source.Where), path,
                awsMessage: $"These fields are required: [{name}]");
    }

    /// <summary>Reports two members of which at most one may be there.</summary>
    public void Exclude(string first, string second)
    {
        if (Has(first) && source.Find(second) is { } both)
            Refuse("GR2004", $"{Subject} has both '{first}' and '{second}'.", both.Value, second, "Keep one of the two.");
        _known.Add(second);
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } member)
            return null;
        if (member.Value is JsonTextSource text)
            return text.Value;
        WrongKind(member, "text");
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Find(name) is not { } member)
            return null;
        if (member.Value is JsonBooleanSource b)
            return b.Value;
        WrongKind(member, "true or false");
        return null;
    }

    /// <summary>A member that is one of these words, as what the word stands for; null when it is not there, or another word.</summary>
    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        if (words.TryGetValue(text, out var meant))
            return meant;
        Refuse(
            "GR2006", $"{name} of {owner} is '{text}'; there are {string.Join(", ", words.Keys)}.", source.Find(name)!.Value, name,
            Suggestion.For(text, [.. words.Keys]));
        return null;
    }

    public long? Whole(string name, long least, long most)
    {
        if (Find(name) is not { } member)
            return null;
        if (Number(member) is not { } number)
            return null;
        if (Math.Floor(number) == number && number >= least && number <= most)
            return (long)number;
        Refuse(
            "GR2005", $"'{name}' of {owner} is {((JsonNumberSource)member.Value).Text}; it must be a whole number from {least} to {most}.",
            member.Value, name);
        return null;
    }

    public double? Number(string name, double least)
    {
        if (Find(name) is not { } member || Number(member) is not { } number)
            return null;
        if (number >= least)
            return number;
        Refuse("GR2005", $"'{name}' of {owner} is {((JsonNumberSource)member.Value).Text}; it must be at least "
            + $"{least.ToString(CultureInfo.InvariantCulture)}.", member.Value, name);
        return null;
    }

    public JsonPath? PathAt(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (JsonPath.TryParse(text, out var parsed, out var why))
            return parsed;
        Refuse("GR2010", $"'{text}' for '{name}' of {owner} is not a path: {why}", source.Find(name)!.Value, name);
        return null;
    }

    /// <summary>A path that names exactly one place.</summary>
    public JsonPath? PlaceAt(string name)
    {
        var place = PathAt(name);
        if (place is null or { IsDefinite: true })
            return place;
        Refuse(
            "GR2011", $"'{place.Text}' for '{name}' of {owner} is not a reference path: it may lead to several places.",
            source.Find(name)!.Value, name);
        return null;
    }

    /// <summary>A path whose null has a meaning of its own.</summary>
    public JsonPath? PathOrNull(string name) => Find(name)?.Value switch
    {
        null => JsonPath.Whole,
        JsonNullSource => null,
        _ => PathAt(name),
    };

    public ReferencePath? ReferencePathOrNull(string name)
    {
        switch (Find(name)?.Value)
        {
            case null:
                return ReferencePath.Whole;
            case JsonNullSource:
                return null;
        }

        if (Text(name) is not { } text)
            return null;
        if (ReferencePath.TryParse(text, out var parsed, out var why))
            return parsed;
        Refuse("GR2011", $"'{text}' for '{name}' of {owner} is not a reference path: {why}", source.Find(name)!.Value, name);
        return null;
    }

    public Expression? ExpressionAt(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Expression.TryParse(text, out var parsed, out var why))
            return parsed;
        Refuse("GR2012", $"'{text}' for '{name}' of {owner} is neither a path nor a function call: {why}", source.Find(name)!.Value, name);
        return null;
    }

    public Template? TemplateAt(string name)
    {
        if (Find(name) is not { } member || member.Value is JsonNullSource)
            return null;
        return Template.Parse(SourceData.From(member.Value), (place, problem) =>
        {
            var field = place[(place.LastIndexOf('/') + 1)..];
            var at = SourceData.Find(member.Value, place);
            report.Add(problem with { Where = at.Where }, PathOf(name), awsMessage: at switch
            {
                _ when problem.Code == "GR2013" => "A duplicate field will exist after renaming to strip the \".$\" suffix from: "
                    + $"{field.TrimEnd('$').TrimEnd('.')}.$",
                JsonTextSource => $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call",
                _ => $"The value for the field '{field}' must be a STRING that contains a JSONPath but was {NodeType(at)}",
            });
        });
    }

    /// <summary>The kind of a value in the words of the service.</summary>
    static string NodeType(JsonSource value) => value switch
    {
        JsonObjectSource => "an OBJECT",
        JsonArraySource => "an ARRAY",
        JsonNumberSource => "a NUMBER",
        JsonBooleanSource => "a BOOLEAN",
        _ => "a NULL",
    };

    public Template? ObjectTemplateAt(string name)
    {
        if (Find(name) is { } member && member.Value is not JsonObjectSource)
        {
            WrongKind(member, "an object");
            return null;
        }

        return TemplateAt(name);
    }

    public Data? DataAt(string name) => Find(name) is { } member ? SourceData.From(member.Value) : null;

    /// <summary>The objects of a list, each with its members; what is not an object is reported.</summary>
    public IEnumerable<Fields> Objects(string name, string eachOwner)
    {
        if (Find(name) is not { } member)
            yield break;
        if (member.Value is not JsonArraySource list)
        {
            WrongKind(member, "a list");
            yield break;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is JsonObjectSource o)
                yield return new(o, $"{eachOwner} {i + 1} of {owner}", $"{path}/{name}[{i}]", report);
            else
                Refuse(
                    "GR2003", $"Item {i + 1} of '{name}' of {owner} must be an object, not {list.Items[i].Kind}.", list.Items[i],
                    $"{name}[{i}]");
        }
    }

    public Fields? ObjectAt(string name, string itsOwner)
    {
        if (Find(name) is not { } member)
            return null;
        if (member.Value is JsonObjectSource o)
            return new(o, itsOwner, PathOf(name), report);
        WrongKind(member, "an object");
        return null;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } member)
            return [];
        if (member.Value is JsonArraySource { Items.Count: > 0 } list && list.Items.All(i => i is JsonTextSource))
            return [.. list.Items.Select(i => ((JsonTextSource)i).Value)];
        Refuse("GR2003", $"'{name}' of {owner} must be a list of at least one text.", member.Value, name);
        return [];
    }

    /// <summary>Reports every member that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var member in source.Members.Where(m => !_known.Contains(m.Key)))
        {
            report.Add(
                new(
                    "GR2001", ProblemKind.Usage, $"{Subject} does not take '{member.Key}'.",
                    QueryLanguageReader.HintFor(member.Key, _known) ?? Suggestion.For(member.Key, _known), member.Where),
                path, awsMessage: $"Field '{member.Key}' is not supported");
        }
    }

    public void WrongKind(JsonMember member, string wanted) =>
        Refuse("GR2003", $"'{member.Key}' of {owner} must be {wanted}, not {member.Value.Kind}.", member.Value, member.Key);

    double? Number(JsonMember member)
    {
        if (member.Value is JsonNumberSource n && double.TryParse(n.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        WrongKind(member, "a number");
        return null;
    }
}
