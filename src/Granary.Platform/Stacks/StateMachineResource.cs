using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>A Step Functions state machine of type STANDARD with X-Ray tracing.</summary>
/// <param name="Definition">The Amazon States Language, as JSON text.</param>
public sealed record StateMachineResource(string Name, string Arn, string RoleArn, string Definition) : Resource(Name), IResourceKind
{
    public static string Kind => "state-machine";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}
