using System.Text.Json.Serialization;

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

/// <summary>A Glue job; on a laptop, the same job contract run in-process.</summary>
/// <param name="ScriptLocation">The whole <c>s3://</c> address of the script; its file name says which job it is.</param>
/// <param name="DefaultArguments">Name with its two hyphens to value. A run's own arguments win over them.</param>
/// <param name="TimeoutMinutes">After which the service stops a run.</param>
public sealed record JobResource(
    string Name,
    ResourceReference<RoleResource> Role,
    string ScriptLocation,
    string GlueVersion,
    string WorkerType,
    int NumberOfWorkers,
    int TimeoutMinutes,
    int MaxRetries,
    int MaxConcurrentRuns,
    IReadOnlyList<string> Connections,
    IReadOnlyDictionary<string, string> DefaultArguments) : Resource<JobResource>(Name), IResourceKind
{
    public static string Kind => "job";

    [JsonIgnore]
    public string ScriptName => ScriptLocation[(ScriptLocation.LastIndexOf('/') + 1)..];
}

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
