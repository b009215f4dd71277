using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>A Step Functions state machine of type STANDARD with X-Ray tracing.</summary>
/// <param name="Definition">The Amazon States Language, as JSON text.</param>
public sealed record StateMachineResource(string Name, string Arn, string RoleArn, string Definition) : Resource(Name), IResourceKind
{
    /// <summary>
    /// The names of the functions that a task may call by a name from its input; those that the definition names itself it may always call.
    /// Null for all of the stack; a home writes them down when it is brought to the stack.
    /// </summary>
    public IReadOnlyList<string>? AllowedFunctions { get; init; }

    public static string Kind => "state-machine";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}
