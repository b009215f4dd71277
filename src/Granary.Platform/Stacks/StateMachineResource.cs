namespace Granary.Platform.Stacks;

/// <summary>A Step Functions state machine of type STANDARD with X-Ray tracing.</summary>
/// <param name="Definition">The Amazon States Language, as JSON text.</param>
public sealed record StateMachineResource(string Name, string Arn, ResourceReference<RoleResource> Role, string Definition)
    : Resource<StateMachineResource>(Name), IResourceKind
{
    /// <summary>
    /// The functions that a task may call by a name from its input; those that the definition names itself it may always call.
    /// Null for all of the stack; a home writes them down when the stack is applied.
    /// </summary>
    public IReadOnlyList<ResourceReference<FunctionResource>>? AllowedFunctions { get; init; }

    public static string Kind => "state-machine";
}
