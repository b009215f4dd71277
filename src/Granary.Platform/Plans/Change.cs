using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform.Stacks;

namespace Granary.Platform.Plans;

/// <summary>One item of a plan.</summary>
/// <param name="Resource">As it is wanted; as it is, for one that is to be deleted.</param>
/// <param name="Fields">What an update changes; empty for all other actions.</param>
public sealed record Change(ChangeAction Action, Resource Resource, IReadOnlyList<FieldChange> Fields)
{
    public string Address => Resource.Address;

    public bool IsMutation => Action is not (ChangeAction.None or ChangeAction.NotUsed);
}

public enum ChangeAction
{
    /// <summary>The home has the resource as it is wanted.</summary>
    None,
    Create,
    Update,
    Delete,

    /// <summary>The kind means nothing in this home.</summary>
    NotUsed,
}

/// <summary>A field of a resource that is not as wanted.</summary>
/// <param name="Field">Its path, in camel case: <c>defaultArguments.--env</c>.</param>
/// <param name="Old">Text as it is, all else as JSON; null for nothing.</param>
public sealed record FieldChange(string Field, string? Old, string? New)
{
    /// <summary>The differences between two resources of one kind, the smallest fields that differ, in order.</summary>
    public static IEnumerable<FieldChange> Between(Resource actual, Resource wanted)
    {
        var (old, @new) = (StackJson.Write(actual), StackJson.Write(wanted));
        return old == @new ? [] : Between("", JsonNode.Parse(old), JsonNode.Parse(@new));
    }

    static IEnumerable<FieldChange> Between(string path, JsonNode? old, JsonNode? @new)
    {
        if (JsonNode.DeepEquals(old, @new))
            return [];
        (old, @new) = (Unwrapped(old), Unwrapped(@new));
        if (old is JsonObject before && @new is JsonObject after)
        {
            return before.Select(m => m.Key).Union(after.Select(m => m.Key), StringComparer.Ordinal)
                .SelectMany(key => Between(path.Length == 0 ? CamelCase(key) : $"{path}.{key}", before[key], after[key]));
        }

        return JsonNode.DeepEquals(old, @new) ? [] : [new(path, Text(old), Text(@new))];
    }

    /// <summary>Definitions and patterns are text that holds JSON: they differ where the JSON does. A reference is its name.</summary>
    static JsonNode? Unwrapped(JsonNode? node)
    {
        if (node is JsonObject { Count: 1 } reference && reference["Name"] is JsonValue name)
            return name.DeepClone();
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text) || !text.StartsWith('{'))
            return node;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A template or a file that only begins like JSON is compared as text.
            return node;
        }
    }

    static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString();

    static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
