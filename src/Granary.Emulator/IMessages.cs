namespace Granary.Emulator;

/// <summary>The queues, topics and event buses that take messages. Who reads them is their own affair.</summary>
interface IMessages
{
    bool HasQueue(string name);

    bool HasTopic(string name);

    void Add(SentMessage message);
}

/// <summary>A message that a service has taken.</summary>
/// <param name="Service"><c>sqs</c>, <c>sns</c> or <c>events</c>.</param>
/// <param name="Target">The queue, topic or bus: its name, or where a message goes to no topic the phone number or ARN.</param>
/// <param name="Id">What the service answered.</param>
/// <param name="Body">The text; of an event its entry as JSON.</param>
/// <param name="Attributes">JSON of what else the request said; null for nothing.</param>
sealed record SentMessage(string Service, string Target, string Id, string Body, string? Attributes);

/// <summary>Takes messages and forgets them. Every queue and topic exists unless mocks say which do.</summary>
sealed class ForgottenMessages(IReadOnlySet<string>? queues, IReadOnlySet<string>? topics) : IMessages
{
    public bool HasQueue(string name) => queues?.Contains(name) ?? true;

    public bool HasTopic(string name) => topics?.Contains(name) ?? true;

    public void Add(SentMessage message)
    {
    }
}
