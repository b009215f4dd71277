using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>Everything a project needs in one environment, typed. A home reads, compares and applies it.</summary>
/// <param name="Project">The project's token in names and object keys (the config's key, not the folder).</param>
/// <param name="Region">Where everything but the data buckets lives.</param>
/// <param name="EntryMachine">The name of the state machine that a run starts.</param>
/// <param name="InputBucket">The bucket that a run's files are brought into.</param>
/// <param name="InputPrefix">The key prefix below which each table has a folder; ends in '/'.</param>
public sealed record Stack(
    string Project,
    string Region,
    string EntryMachine,
    string InputBucket,
    string InputPrefix,
    IReadOnlyList<Resource> Resources)
{
    /// <summary>How many days after its end the ledger and the rejected rows of a run stay.</summary>
    public int LedgerDays { get; init; } = 90;

    /// <summary>One run at a time may use the place that files are brought into.</summary>
    [JsonIgnore]
    public Concurrency Concurrency => new($"{InputBucket}/{Project}", 1);

    public IEnumerable<T> Of<T>() where T : Resource => Resources.OfType<T>();
}

/// <summary>How many runs of one key may go on at once; the others wait for their turn.</summary>
public sealed record Concurrency(string Key, int Limit);

/// <summary>One thing of an account, or of the laptop that stands in for it.</summary>
[JsonDerivedType(typeof(BucketResource), "bucket")]
[JsonDerivedType(typeof(DatabaseResource), "database")]
[JsonDerivedType(typeof(ItemTableResource), "item-table")]
[JsonDerivedType(typeof(ArtifactResource), "artifact")]
[JsonDerivedType(typeof(FunctionResource), "function")]
[JsonDerivedType(typeof(JobResource), "job")]
[JsonDerivedType(typeof(CrawlerResource), "crawler")]
[JsonDerivedType(typeof(StateMachineResource), "state-machine")]
public abstract record Resource(string Name)
{
    /// <summary>Kind and name, unique in a stack, as plans print it.</summary>
    [JsonIgnore]
    public abstract string Address { get; }
}

/// <summary>A kind of resource that can be looked up by its name.</summary>
public interface IResourceKind
{
    static abstract string Kind { get; }
}

/// <summary>A bucket for data or artifacts: created if missing, never deleted.</summary>
/// <param name="Region">Of the bucket itself, which may differ from the stack's.</param>
public sealed record BucketResource(string Name, string Region) : Resource(Name), IResourceKind
{
    public static string Kind => "bucket";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}

/// <summary>A catalog database: created if missing, never deleted.</summary>
public sealed record DatabaseResource(string Name) : Resource(Name), IResourceKind
{
    public static string Kind => "database";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}

/// <summary>A DynamoDB table: created if missing, never deleted.</summary>
/// <param name="Key">The names of the partition key and, when there are two, the sort key; all text.</param>
public sealed record ItemTableResource(string Name, IReadOnlyList<string> Key) : Resource(Name), IResourceKind
{
    public static string Kind => "item-table";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Name}";
}

/// <summary>An object that a stack brings along, such as a dataset file.</summary>
/// <param name="Name">The object's key.</param>
/// <param name="Text">UTF-8 content.</param>
public sealed record ArtifactResource(string Bucket, string Name, string Text) : Resource(Name), IResourceKind
{
    public static string Kind => "artifact";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Bucket}/{Name}";
}
