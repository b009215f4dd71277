using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>A secret of Secrets Manager. Its value is in no stack: a person sets it.</summary>
public sealed record SecretResource(string Name, string Description) : Resource<SecretResource>(Name), IResourceKind
{
    public static string Kind => "secret";

    [JsonIgnore]
    public override bool IsShared => true;
}
