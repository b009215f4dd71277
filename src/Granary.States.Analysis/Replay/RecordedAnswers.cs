using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.States.Analysis.Replay;

/// <summary>What the tasks of a history answered, by the line and the state that asked.</summary>
sealed class RecordedAnswers : ITaskRunner
{
    static readonly string[] Kinds = ["Task", "LambdaFunction", "Activity"];

    readonly Dictionary<(string Line, string? State), Queue<List<PastEvent>>> _answers = [];
    readonly Timeline _ours;
    readonly TimeProvider _clock;

    /// <param name="ours">The timeline of the replay, in which a call is found by the event that announced it.</param>
    public RecordedAnswers(IReadOnlyList<PastEvent> events, Timeline recorded, Timeline ours, TimeProvider clock)
    {
        (_ours, _clock) = (ours, clock);
        var following = events.ToLookup(e => e.Previous);
        foreach (var scheduled in events.Where(e => Kinds.Any(k => e.Type == k + "Scheduled")))
        {
            var key = (recorded.LineOf(scheduled.Id), recorded.StateOf(scheduled.Id));
            if (!_answers.TryGetValue(key, out var queue))
                _answers[key] = queue = new();
            queue.Enqueue([scheduled, .. Following(scheduled, following)]);
        }
    }

    /// <summary>
    /// Whether a task was asked for by another execution than the one replayed: an iteration of a distributed map, whose events are in a
    /// history of its own.
    /// </summary>
    public bool WereAskedElsewhere { get; private set; }

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        WereAskedElsewhere |= call.ExecutionArn != Replayer.ExecutionArn;
        var key = (_ours.LineOf(call.ScheduledEventId), _ours.StateOf(call.ScheduledEventId));
        var answer = _answers.TryGetValue(key, out var queue) && queue.TryDequeue(out var next) ? next : [];
        var at = default(PastEvent);
        foreach (var happened in answer)
        {
            // Somebody kept a task with a heartbeat alive; how often was not recorded.
            if (
                at is not null
                && happened.Time > at.Time
                && answer[0].Text("heartbeatInSeconds") is null
                && !happened.Type.EndsWith("TimedOut", StringComparison.Ordinal))
                await Task.Delay(happened.Time - at.Time, _clock, cancellationToken);
            at = happened;
            switch (
                Kinds.Aggregate(happened.Type, (type, kind) => type.StartsWith(kind, StringComparison.Ordinal) ? type[kind.Length..] : type)
            )
            {
                case "Started" when happened.Type.StartsWith("Activity", StringComparison.Ordinal):
                    await call.ReportTakenAsync(happened.Text("workerName"));
                    break;
                case "Submitted":
                    await call.ReportSubmittedAsync(Output(happened));
                    break;
                case "Succeeded":
                    return Output(happened);
                case "Failed" or "StartFailed" or "SubmitFailed" or "ScheduleFailed":
                    throw new TaskFailedException(happened.Text("error") ?? "States.TaskFailed", happened.Text("cause"));
            }
        }

        // It timed out, was ended from outside, or was never asked: the state's own limits decide.
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
        return null;
    }

    static IEnumerable<PastEvent> Following(PastEvent scheduled, ILookup<long, PastEvent> following)
    {
        for (var at = scheduled; ;)
        {
            if (
                following[at.Id]
                    .FirstOrDefault(e =>
                        Kinds.Any(k =>
                            e.Type.StartsWith(k, StringComparison.Ordinal)
                            && !e.Type.StartsWith(k + "State", StringComparison.Ordinal)
                            && e.Type != k + "Scheduled"))
                is not { } next)
                yield break;
            yield return at = next;
        }
    }

    static JsonNode? Output(PastEvent happened)
    {
        var text = happened.Text("output");
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text; // recorded as what it says, not as JSON
        }
    }
}
