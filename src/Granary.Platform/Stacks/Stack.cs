using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>Everything a project needs in one environment, typed. A home reads, compares and applies it.</summary>
/// <param name="Project">The folder below <c>projects/</c>. With the environment it owns what the stack creates.</param>
/// <param name="Environment">The environment's name: its file's, without folder and ending.</param>
/// <param name="Region">Where everything is that does not name another region.</param>
public sealed record Stack(string Project, string Environment, string Region, IReadOnlyList<Resource> Resources)
{
    /// <summary>The home that the environment is for; null when it does not say, which leaves it to the command.</summary>
    public StackHome? Home { get; init; }

    /// <summary>What <c>run</c> starts; null for a project that only events and schedules start.</summary>
    public Entry? Entry { get; init; }

    public const int DefaultLedgerDays = 90;

    /// <summary>How many days after its end the ledger and the rejected rows of a run stay.</summary>
    public int LedgerDays { get; init; } = DefaultLedgerDays;

    [JsonIgnore]
    public StackOwner Owner => new(Project, Environment);

    public IEnumerable<T> Of<T>() where T : Resource => Resources.OfType<T>();

    /// <exception cref="InvalidOperationException">The resource is not in the stack.</exception>
    public T Get<T>(ResourceReference<T> reference) where T : Resource, IResourceKind => Of<T>().Single(r => r.Name == reference.Name);
}

/// <summary>Where a stack is applied.</summary>
public enum StackHome
{
    /// <summary>A folder of this machine.</summary>
    Local,

    /// <summary>An AWS account.</summary>
    Aws,
}

/// <summary>Whose a resource is: the project and the environment that created it.</summary>
public sealed record StackOwner(string Project, string Environment)
{
    public override string ToString() => $"{Project} {Environment}";
}

/// <summary>What a run of the project starts.</summary>
/// <param name="Input">Where delivered files go; null for a project that takes none.</param>
/// <param name="Concurrency">Which runs must not overlap; null for no limit.</param>
public sealed record Entry(ResourceReference<StateMachineResource> Machine, InputLocation? Input = null, Concurrency? Concurrency = null);

/// <param name="Prefix">The key prefix below which each table has a folder; ends in '/'.</param>
public sealed record InputLocation(ResourceReference<BucketResource> Bucket, string Prefix);

/// <summary>How many runs of one key may go on at once; the others wait for their turn.</summary>
public sealed record Concurrency(string Key, int Limit);
