using System.Text.Json.Nodes;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>The keys of one object, those that are read and those that only stand there.</summary>
sealed class KeySet(params IReadOnlyList<Key> read)
{
    /// <summary>Names a file's JSON Schema to editors; allowed at the root of every file.</summary>
    const string SchemaKey = "$schema";

    public IReadOnlyList<Key> Read => read;

    public IReadOnlyList<UnusedKey> Unused { get; init; } = [];

    /// <summary>The codes of the warnings that unused keys earn; needed when there are such keys.</summary>
    public string UnreadCode { get; init; } = "";

    public string ForeignCode { get; init; } = "";

    /// <summary>Reports the members that are no keys of this object, and warns of those that nobody here reads.</summary>
    /// <returns>Whether every member is known.</returns>
    public bool Check(JsonObjectSource source, Reading reading)
    {
        var strangers = source.Members.Where(m => !IsKnown(m.Key, reading)).ToList();
        foreach (var member in strangers)
            ReportStranger(member, reading);
        return strangers.All(m => Unused.Any(u => u.Name == m.Key));
    }

    /// <summary>Whether a member that is no key was probably meant to be this one; that one mistake is enough to report.</summary>
    public bool IsMisspelt(Key key, JsonObjectSource source) =>
        source.Members.Any(m => read.All(k => k.Name != m.Key) && Unused.All(u => u.Name != m.Key) && Closest(m.Key) == key.Name);

    public JsonObject Schema(bool isFile = false)
    {
        var properties = new JsonObject();
        if (isFile)
            properties.Add(
                SchemaKey, new JsonObject { ["description"] = "The JSON Schema of this file, for editors.", ["type"] = "string" });
        foreach (var key in read)
            properties.Add(key.Name, key.Schema());
        foreach (var key in Unused)
            properties.Add(key.Name, key.Schema());

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (read.Any(k => k.IsRequired))
            schema.Add("required", new JsonArray([.. read.Where(k => k.IsRequired).Select(k => JsonValue.Create(k.Name))]));
        schema.Add("additionalProperties", false);
        return schema;
    }

    string? Closest(string name) => Spelling.Closest(name, read.Select(k => k.Name));

    bool IsKnown(string name, Reading reading) =>
        read.Any(k => k.Name == name) || (name == SchemaKey && reading.Path.Length == 0);

    void ReportStranger(JsonMember member, Reading reading)
    {
        var path = reading.Inside(member.Key).Path;
        switch (Unused.FirstOrDefault(u => u.Name == member.Key))
        {
            case { ReadBy: { } types }:
                reading.Warn(
                    ForeignCode, $"{path} is not read here; it belongs to {types}.", member.Where,
                    "Remove it, if no other project uses this file.");
                break;
            case not null:
                reading.Warn(UnreadCode, $"{path} is read by nobody.", member.Where, "Remove it.");
                break;
            default:
                reading.Report(
                    reading.Codes.UnknownKey, $"\"{member.Key}\" is not a key of {reading.Name}.", member.Where,
                    Closest(member.Key) is { } meant
                        ? $"Did you mean \"{meant}\"?"
                        : $"Its keys: {string.Join(", ", read.Select(k => k.Name))}.");
                break;
        }
    }
}
