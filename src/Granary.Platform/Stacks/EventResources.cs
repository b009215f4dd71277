namespace Granary.Platform.Stacks;

/// <summary>An SQS queue.</summary>
/// <param name="VisibilityTimeoutSeconds">0 to 43,200.</param>
/// <param name="RetentionSeconds">60 to 1,209,600.</param>
public sealed record QueueResource(string Name, int VisibilityTimeoutSeconds = 30, int RetentionSeconds = 345_600)
    : Resource<QueueResource>(Name), IResourceKind
{
    /// <summary>Where a message goes that was received too often; null to keep it.</summary>
    public DeadLetters? DeadLetters { get; init; }

    public static string Kind => "queue";
}

/// <param name="MaxReceives">1 to 1,000.</param>
public sealed record DeadLetters(ResourceReference<QueueResource> Queue, int MaxReceives);

/// <summary>An SNS topic.</summary>
public sealed record TopicResource(string Name) : Resource<TopicResource>(Name), IResourceKind
{
    /// <summary>The queues that get each of its messages.</summary>
    public IReadOnlyList<ResourceReference<QueueResource>> Queues { get; init; } = [];

    public static string Kind => "topic";
}

/// <summary>An EventBridge pipe from the stream of an item table to a state machine: one execution a record.</summary>
/// <param name="Filters">Event patterns, each JSON text; a record passes when one of them matches, or when there are none.</param>
/// <param name="InputTemplate">
/// The input of an execution, with <c>&lt;$.path&gt;</c> for values of the record; null for a list that holds the record.
/// </param>
public sealed record PipeResource(
    string Name,
    ResourceReference<RoleResource> Role,
    ResourceReference<ItemTableResource> Source,
    IReadOnlyList<string> Filters,
    string? InputTemplate,
    ResourceReference<StateMachineResource> Target) : Resource<PipeResource>(Name), IResourceKind
{
    public static string Kind => "pipe";
}

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
