namespace Granary.Platform.Stacks;

/// <summary>A Lambda function; on a laptop, a class run in-process.</summary>
/// <param name="Step">The name under which the project type registers the class.</param>
/// <param name="TimeoutSeconds">1 to 900.</param>
/// <param name="MemoryMb">128 to 10,240.</param>
public sealed record FunctionResource(
    string Name,
    string Arn,
    string Step,
    ResourceReference<RoleResource> Role,
    string Runtime,
    string Handler,
    int TimeoutSeconds,
    int MemoryMb,
    IReadOnlyList<string> Layers,
    IReadOnlyDictionary<string, string> Environment) : Resource<FunctionResource>(Name), IResourceKind
{
    public static string Kind => "function";

    /// <summary>Its code; null where the home has it, as a laptop does.</summary>
    public ResourceReference<PackageResource>? Package { get; init; }
}

/// <summary>Hands the messages of a queue to a function.</summary>
/// <param name="BatchSize">Messages of one call; 1 to 10,000.</param>
public sealed record EventSourceMappingResource(
    string Name,
    ResourceReference<QueueResource> Queue,
    ResourceReference<FunctionResource> Function,
    int BatchSize) : Resource<EventSourceMappingResource>(Name), IResourceKind
{
    public static string Kind => "event-source-mapping";
}
