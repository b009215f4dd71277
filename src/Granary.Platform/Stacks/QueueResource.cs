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
