using Granary.Home.Storage;
using Granary.Platform.Notices;
using Granary.Platform.Runs;

namespace Granary.Home.Notices;

/// <summary>
/// Notices in the home's file, <c>message</c>. Every queue, topic and bus exists: those of the account are not in a stack.
/// </summary>
sealed class HomeNotices(Database database, TimeProvider clock) : INotices
{
    public Task<bool> HasQueueAsync(string name, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> HasTopicAsync(string name, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        database.Execute(
            "INSERT INTO message (service, target, message_id, body, attributes, sent_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            Service(notice.Kind), notice.Target, notice.Id, notice.Body, notice.Attributes, Timestamps.Text(clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(long Sequence, Notice Notice)>> ReadAsync(
        NoticeKind kind, string target, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(long, Notice)>>(database.Query(
            """
            SELECT sequence, message_id, body, attributes FROM message
            WHERE service = ?1 AND target = ?2 AND sequence > ?3 ORDER BY sequence LIMIT ?4
            """,
            r => (r.GetInt64(0), new Notice(kind, target, r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3))),
            Service(kind), target, after, limit));

    static string Service(NoticeKind kind) => kind switch
    {
        NoticeKind.Queue => "sqs",
        NoticeKind.Topic => "sns",
        _ => "events",
    };
}
