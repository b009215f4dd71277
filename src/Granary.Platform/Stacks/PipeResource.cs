namespace Granary.Platform.Stacks;

/// <summary>An EventBridge pipe from the stream of an item table to a state machine: one execution a record.</summary>
/// <param name="Filters">Event patterns, each JSON text; a record passes when one of them matches, or when there are none.</param>
/// <param name="InputTemplate">
/// The input of an execution, with <c>&lt;$.path&gt;</c> for values of the record; null for a list that holds the record.
/// </param>
public sealed record PipeResource(
    string Name,
    ResourceReference<RoleResource> Role,
    ResourceReference<ItemTableResource> Source,
    IReadOnlyList<string> Filters,
    string? InputTemplate,
    ResourceReference<StateMachineResource> Target) : Resource<PipeResource>(Name), IResourceKind
{
    public static string Kind => "pipe";
}
