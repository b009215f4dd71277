using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

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
