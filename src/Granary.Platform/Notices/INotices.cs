namespace Granary.Platform.Notices;

/// <summary>The queues, topics and event buses that take messages.</summary>
public interface INotices
{
    Task<bool> HasQueueAsync(string name, CancellationToken cancellationToken);

    Task<bool> HasTopicAsync(string name, CancellationToken cancellationToken);

    Task SendAsync(Notice notice, CancellationToken cancellationToken);

    /// <summary>Reads what was sent to a queue, topic or bus, from a position.</summary>
    /// <param name="after">The sequence number of the last notice that is known; 0 for all.</param>
    /// <param name="limit">The maximum number of notices to return; at least 1.</param>
    /// <returns>In the order they were sent, each with its sequence number.</returns>
    Task<IReadOnlyList<(long Sequence, Notice Notice)>> ReadAsync(
        NoticeKind kind, string target, long after, int limit, CancellationToken cancellationToken);
}

public enum NoticeKind
{
    Queue,
    Topic,
    EventBus,
}

/// <summary>A message that was sent.</summary>
/// <param name="Target">The name of the queue, topic or bus; for a topic's message to a phone the phone number.</param>
/// <param name="Id">The message id that the sender was given.</param>
/// <param name="Body">The text; of an event its entry as JSON.</param>
/// <param name="Attributes">JSON of what else the request said; null for nothing.</param>
public sealed record Notice(NoticeKind Kind, string Target, string Id, string Body, string? Attributes);

/// <summary>Notices in memory. Every queue and topic exists unless their names are given.</summary>
public sealed class MemoryNotices(IReadOnlySet<string>? queues = null, IReadOnlySet<string>? topics = null) : INotices
{
    readonly List<Notice> _sent = [];
    readonly Lock _lock = new();

    public Task<bool> HasQueueAsync(string name, CancellationToken cancellationToken) => Task.FromResult(queues?.Contains(name) ?? true);

    public Task<bool> HasTopicAsync(string name, CancellationToken cancellationToken) => Task.FromResult(topics?.Contains(name) ?? true);

    public Task SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        lock (_lock)
            _sent.Add(notice);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(long Sequence, Notice Notice)>> ReadAsync(
        NoticeKind kind, string target, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<(long, Notice)>>(
                [
                    .. _sent
                        .Select((notice, i) => (Sequence: i + 1L, Notice: notice))
                        .Where(s => s.Sequence > after && s.Notice.Kind == kind && s.Notice.Target == target)
                        .Take(limit),
                ]);
        }
    }
}
