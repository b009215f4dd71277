using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>A bucket for data or artifacts.</summary>
/// <param name="Region">Of the bucket itself, which may differ from the stack's.</param>
public sealed record BucketResource(string Name, string Region) : Resource<BucketResource>(Name), IResourceKind
{
    public static string Kind => "bucket";

    [JsonIgnore]
    public override bool IsShared => true;
}

/// <summary>An object that a stack brings along, such as a dataset file.</summary>
/// <param name="Name">The object's key.</param>
/// <param name="Text">UTF-8 content.</param>
public sealed record ArtifactResource(ResourceReference<BucketResource> Bucket, string Name, string Text)
    : Resource<ArtifactResource>(Name), IResourceKind
{
    public static string Kind => "artifact";

    [JsonIgnore]
    public override string Address => $"{Kind}/{Bucket}/{Name}";
}

/// <summary>The code of functions: an archive in a bucket.</summary>
/// <param name="Key">Of the object in the bucket.</param>
/// <param name="Sha256">Of the archive, in lower-case hexadecimal digits.</param>
public sealed record PackageResource(string Name, ResourceReference<BucketResource> Bucket, string Key, string Sha256)
    : Resource<PackageResource>(Name), IResourceKind
{
    public static string Kind => "package";
}

/// <summary>A DynamoDB table.</summary>
/// <param name="Key">The names of the partition key and, when there are two, the sort key; all text.</param>
public sealed record ItemTableResource(string Name, IReadOnlyList<string> Key) : Resource<ItemTableResource>(Name), IResourceKind
{
    public static string Kind => "item-table";

    /// <summary>What each record of the table's stream holds; null for a table without a stream.</summary>
    public StreamView? Stream { get; init; }

    [JsonIgnore]
    public override bool IsShared => true;
}

/// <summary>Source: DynamoDB API, StreamViewType.</summary>
public enum StreamView
{
    KeysOnly,
    NewImage,
    OldImage,
    NewAndOldImages,
}

/// <summary>A Glue crawler, which refreshes what the catalog says of the tables below its targets.</summary>
/// <param name="Targets"><c>s3://</c> addresses.</param>
/// <param name="Exclusions">Glob patterns that hold for every target.</param>
public sealed record CrawlerResource(
    string Name,
    ResourceReference<RoleResource> Role,
    ResourceReference<DatabaseResource> Database,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Exclusions) : Resource<CrawlerResource>(Name), IResourceKind
{
    public const string RecrawlBehavior = "CRAWL_EVERYTHING";
    public const string UpdateBehavior = "UPDATE_IN_DATABASE";
    public const string DeleteBehavior = "DEPRECATE_IN_DATABASE";

    public static string Kind => "crawler";
}

/// <summary>A catalog database.</summary>
public sealed record DatabaseResource(string Name) : Resource<DatabaseResource>(Name), IResourceKind
{
    public static string Kind => "database";

    [JsonIgnore]
    public override bool IsShared => true;
}
