using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Objects;
using Granary.Home.Storage;
using Granary.Platform.Notices;
using Granary.Platform.Runs;
using Granary.Platform.Secrets;

namespace Granary.Home.Integrations;

/// <summary>What the services of a home work on.</summary>
static class HomeServices
{
    public static ServiceStores Of(LocalHome home) =>
        new(
            new HomeObjects(home), home.Items, new HomeNotices(home.Database, home.Clock), new HomeSecrets(home.Path),
            new TaskTokens(home), new HomeExecutions(home));
}

/// <summary>
/// Notices in the home's file, <c>message</c>. Every queue, topic and bus exists: a stack does not say which there are.
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

/// <summary>Secrets in a file of the home that its owner writes: <c>secrets.json</c>, an object of names and values.</summary>
/// <param name="folder">The home's.</param>
sealed class HomeSecrets(string folder) : ISecrets
{
    public const string FileName = "secrets.json";

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Select(s => s.Key).Order(StringComparer.Ordinal)];

    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var secrets = await ReadAsync(cancellationToken);
        return secrets.ContainsKey(name) ? ServiceRequest.TextOrJson(secrets[name]) ?? "" : null;
    }

    async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken)) as JsonObject
                ?? throw new SecretsException($"{path} must be a JSON object of names and values.");
        }
        catch (JsonException e)
        {
            // The parser's own message would show a part of the file.
            throw new SecretsException($"{path} is not valid JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
        }
    }
}
