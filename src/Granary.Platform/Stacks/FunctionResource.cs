using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>A Lambda function; on a laptop, a class run in-process.</summary>
/// <param name="Step">The name of the step's class in Granary.Functions.</param>
/// <param name="TimeoutSeconds">1 to 900.</param>
/// <param name="MemoryMb">128 to 10,240.</param>
public sealed record FunctionResource(
    string Name,
    string Arn,
    string Step,
    string Role,
    string Runtime,
    string Handler,
    int TimeoutSeconds,
    int MemoryMb,
    IReadOnlyList<string> Layers,
    IReadOnlyDictionary<string, string> Environment) : Resource(Name), IResourceKind
{
    public static string Kind => "function";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}
