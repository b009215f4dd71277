using System.Text.Json.Serialization;

namespace Granary.Platform.Stacks;

/// <summary>An IAM role that services of the stack run as.</summary>
/// <param name="Service">Who may assume it: <c>states.amazonaws.com</c>.</param>
/// <param name="Statements">What it may do; nothing else.</param>
public sealed record RoleResource(string Name, string Service, IReadOnlyList<PolicyStatement> Statements)
    : Resource<RoleResource>(Name), IResourceKind
{
    public static string Kind => "role";
}

/// <param name="Actions">Such as <c>s3:GetObject</c>.</param>
/// <param name="Resources">ARNs, which may end in <c>*</c>.</param>
public sealed record PolicyStatement(IReadOnlyList<string> Actions, IReadOnlyList<string> Resources);

/// <summary>A CloudWatch log group.</summary>
/// <param name="RetentionDays">How long its events are kept.</param>
public sealed record LogGroupResource(string Name, int RetentionDays) : Resource<LogGroupResource>(Name), IResourceKind
{
    public static string Kind => "log-group";
}

/// <summary>A secret of Secrets Manager. Its value is in no stack: a person sets it.</summary>
public sealed record SecretResource(string Name, string Description) : Resource<SecretResource>(Name), IResourceKind
{
    public static string Kind => "secret";

    [JsonIgnore]
    public override bool IsShared => true;
}
