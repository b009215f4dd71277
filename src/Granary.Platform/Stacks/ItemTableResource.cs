using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

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
