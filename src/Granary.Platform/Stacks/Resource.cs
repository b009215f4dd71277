using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>One thing of an account, or of the laptop that replaces it.</summary>
[JsonDerivedType(typeof(ArtifactResource), "artifact")]
[JsonDerivedType(typeof(BucketResource), "bucket")]
[JsonDerivedType(typeof(CrawlerResource), "crawler")]
[JsonDerivedType(typeof(DatabaseResource), "database")]
[JsonDerivedType(typeof(EventSourceMappingResource), "event-source-mapping")]
[JsonDerivedType(typeof(FunctionResource), "function")]
[JsonDerivedType(typeof(ItemTableResource), "item-table")]
[JsonDerivedType(typeof(JobResource), "job")]
[JsonDerivedType(typeof(LogGroupResource), "log-group")]
[JsonDerivedType(typeof(PackageResource), "package")]
[JsonDerivedType(typeof(PipeResource), "pipe")]
[JsonDerivedType(typeof(QueueResource), "queue")]
[JsonDerivedType(typeof(RoleResource), "role")]
[JsonDerivedType(typeof(RuleResource), "rule")]
[JsonDerivedType(typeof(ScheduleResource), "schedule")]
[JsonDerivedType(typeof(SecretResource), "secret")]
[JsonDerivedType(typeof(StateMachineResource), "state-machine")]
[JsonDerivedType(typeof(TopicResource), "topic")]
public abstract record Resource(string Name)
{
    /// <summary>Kind and name, unique in a stack, as plans print it.</summary>
    [JsonIgnore]
    public abstract string Address { get; }

    /// <summary>
    /// Whether projects use it together, or it holds data: it is created when it is missing, belongs to nobody, and is never deleted.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsShared => false;
}

/// <summary>A resource of one kind.</summary>
public abstract record Resource<T>(string Name) : Resource(Name) where T : Resource<T>, IResourceKind
{
    [JsonIgnore]
    public override string Address => $"{T.Kind}/{Name}";
}

/// <summary>A kind of resource that can be looked up by its name.</summary>
public interface IResourceKind
{
    static abstract string Kind { get; }
}

/// <summary>Names a resource of the same stack, or one that exists already and is not the stack's.</summary>
/// <param name="Name">Of the resource; the ARN of one outside of the stack.</param>
public sealed record ResourceReference<T>(string Name) where T : Resource, IResourceKind
{
    [JsonIgnore]
    public bool IsExternal => Name.StartsWith("arn:", StringComparison.Ordinal);

    public override string ToString() => Name;
}

public static class ResourceReference
{
    public static ResourceReference<T> To<T>(T resource) where T : Resource, IResourceKind => new(resource.Name);
}
