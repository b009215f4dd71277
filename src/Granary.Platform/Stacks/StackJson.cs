using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Model;

namespace Granary.Platform.Stacks;

/// <summary>Stacks and resources as JSON, as runs pin them and homes keep them.</summary>
/// <remarks>A stack says its format, so that one that another version of the program wrote is refused and never misread.</remarks>
public static class StackJson
{
    const int Format = 2;

    public static string Write(Stack stack) =>
        JsonSerializer.Serialize(new StoredStack(Format, stack), StackJsonContext.Default.StoredStack);

    /// <exception cref="ProblemException">Another version of the program wrote it.</exception>
    public static Stack Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.TryGetProperty(nameof(Format), out var format) && format.TryGetInt32(out var number) && number == Format)
                return json.Deserialize(StackJsonContext.Default.StoredStack)!.Stack;
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }

        throw Unreadable(null);
    }

    public static string Write(Resource resource) => JsonSerializer.Serialize(resource, StackJsonContext.Default.Resource);

    /// <exception cref="ProblemException">Another version of the program wrote it.</exception>
    public static Resource ReadResource(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StackJsonContext.Default.Resource) ?? throw Unreadable(null);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    static ProblemException Unreadable(JsonException? cause) => new(
        new Problem(
            "GR4030", ProblemKind.Conflict,
            $"The stack was written by another version of granary and cannot be read{(cause is null ? "." : $": {cause.Message}")}",
            "Start a new run with the same files."),
        cause);
}

sealed record StoredStack(int Format, Stack Stack);

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(StoredStack))]
[JsonSerializable(typeof(Resource))]
sealed partial class StackJsonContext : JsonSerializerContext;
