namespace Granary.Platform.Stacks;

/// <summary>An EventBridge schedule that starts a state machine.</summary>
/// <param name="Expression"><c>rate(…)</c>, <c>cron(…)</c> or <c>at(…)</c>.</param>
/// <param name="TimeZone">An IANA name, such as <c>America/Chicago</c>.</param>
/// <param name="Input">Of the execution, as JSON text.</param>
public sealed record ScheduleResource(
    string Name,
    ResourceReference<RoleResource> Role,
    string Expression,
    string TimeZone,
    ResourceReference<StateMachineResource> Target,
    string Input) : Resource<ScheduleResource>(Name), IResourceKind
{
    public static string Kind => "schedule";

    public bool IsEnabled { get; init; } = true;
}

/// <summary>An EventBridge rule: events of the default bus that match a pattern start a state machine.</summary>
/// <param name="Pattern">An event pattern, as JSON text.</param>
/// <param name="InputTemplate">As a pipe's; null for the event itself.</param>
public sealed record RuleResource(
    string Name,
    ResourceReference<RoleResource> Role,
    string Pattern,
    ResourceReference<StateMachineResource> Target,
    string? InputTemplate) : Resource<RuleResource>(Name), IResourceKind
{
    public static string Kind => "rule";
}
