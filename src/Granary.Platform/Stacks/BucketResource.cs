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
