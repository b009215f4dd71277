using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

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
