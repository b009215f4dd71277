using System.Text.Json;
using Granary.States.Execution;
using Granary.States.History;

namespace Granary.States.Resuming;

/// <summary>Where an execution stood when its record ended. Made by going over its events once; holds what is open, not what was.</summary>
public sealed class Past
{
    readonly Dictionary<long, (TryPast Try, LinePast Line)> _nests = [];

    internal LinePast Root { get; } = new(null);

    /// <summary>0 when nothing is on record.</summary>
    public long LastEventId { get; private set; }

    /// <summary>When the execution was started.</summary>
    public DateTimeOffset StartTime { get; private set; }

    public DateTimeOffset LastTime { get; private set; }

    public int RedriveCount { get; private set; }

    /// <summary>How it ended; null when it has not.</summary>
    public ExecutionResult? End { get; private set; }

    /// <param name="events">All events of one execution, in the order of their ids.</param>
    /// <exception cref="JsonException">An event is not one.</exception>
    public static Past Read(IEnumerable<RecordedEvent> events)
    {
        var past = new Past();
        foreach (var recorded in events)
        {
            using var json = JsonDocument.Parse(recorded.Text);
            past.Add(new(json.RootElement), EventTrace.Parse(recorded.Trace));
        }

        return past;
    }

    internal void Redrive(long redriven)
    {
        (End, LastEventId) = (null, redriven);
        RedriveCount++;
        Root.Redrive(redriven);
    }

    void Add(EventReader happened, EventTrace trace)
    {
        (LastEventId, LastTime) = (happened.Id, happened.Time);
        if (happened.Type == HistoryEventType.ExecutionRedriven)
        {
            Redrive(happened.Id);
            return;
        }

        if (happened.Type.IsLast())
        {
            End = happened.Result();
            return;
        }

        var line = LineOf(trace.Line);
        Apply(happened, trace, line);
        if (!happened.Type.IsAside())
            line.Previous = happened.Id;
    }

    void Apply(EventReader happened, EventTrace trace, LinePast line)
    {
        var current = line.Visit?.Try;
        switch (happened.Type)
        {
            case HistoryEventType.ExecutionStarted:
                StartTime = happened.Time;
                break;
            case HistoryEventType.TaskScheduled or HistoryEventType.LambdaFunctionScheduled or HistoryEventType.ActivityScheduled:
                line.Visit!.Begin(new(happened.Id, happened.Parameters()), trace.Retried);
                break;
            case HistoryEventType.ParallelStateStarted or HistoryEventType.MapStateStarted:
                var nest = new TryPast(happened.Id, null);
                line.Visit!.Begin(nest, trace.Retried);
                _nests.Add(happened.Id, (nest, line));
                break;
            case HistoryEventType.TaskStarted or HistoryEventType.LambdaFunctionStarted or HistoryEventType.ActivityStarted:
                current!.IsStarted = true;
                break;
            case HistoryEventType.TaskSubmitted:
                current!.IsSubmitted = true;
                break;
            case HistoryEventType.TaskSucceeded or HistoryEventType.LambdaFunctionSucceeded or HistoryEventType.ActivitySucceeded:
                current!.Result = happened.Output();
                break;
            case HistoryEventType.MapRunStarted:
                current!.MapRunArn = happened.Text("mapRunArn");
                break;
            case HistoryEventType.MapRunSucceeded:
                current!.MapRunSucceeded = happened.Id;
                break;
            case HistoryEventType.MapRunFailed:
                current!.MapRunFailure = (happened.Text("error"), happened.Text("cause"));
                break;
            case HistoryEventType.ParallelStateSucceeded or HistoryEventType.MapStateSucceeded:
                current!.IsComplete = true;
                break;
            case HistoryEventType.ParallelStateFailed or HistoryEventType.MapStateFailed:
                current!.Fail(trace.Failure?.Error, trace.Failure?.Cause, happened.Time);
                break;
            case HistoryEventType.MapIterationSucceeded:
                line.IsDone = true;
                line.Parent!.Previous = happened.Id;
                break;
            case HistoryEventType.MapIterationFailed:
                line.Close(isAborted: false);
                break;
            case HistoryEventType.TaskStateAborted:
                line.CloseState(isAborted: current?.Failure is null);
                break;
            case HistoryEventType.WaitStateAborted or HistoryEventType.ParallelStateAborted or HistoryEventType.MapStateAborted:
                line.CloseState(isAborted: true);
                break;
            case HistoryEventType.MapIterationAborted:
                line.Close(isAborted: true);
                break;
            case HistoryEventType.MapIterationStarted:
                break;
            default:
                ApplyState(happened, trace, line);
                break;
        }
    }

    void ApplyState(EventReader happened, EventTrace trace, LinePast line)
    {
        if (happened.StateEntered() is { } entered)
        {
            line.Enter(new(entered.Name, entered.Input, happened.Id, happened.Time, happened.Type == HistoryEventType.FailStateEntered));
        }
        else if (happened.StateExited() is { } exited)
        {
            // A failure that was caught may be taken back by a redrive, parts and all.
            if (line.Visit?.Try is { } ended && !trace.IsCaught)
                _nests.Remove(ended.Began);
            line.Leave(exited.Output, trace.Next, trace.IsCaught, exited.Assigned);
            line.Parent?.Previous = happened.Id;
        }
        else
        {
            line.Visit?.Try?.Fail(happened.Text("error"), happened.Text("cause"), happened.Time); // a task that failed or ran out of time
        }
    }

    LinePast LineOf(LineId id)
    {
        if (id == default)
            return Root;
        var (nest, line) = _nests[id.Began];
        return nest.PartOf(line, id.Part);
    }
}

/// <summary>An event as a journal kept it.</summary>
/// <param name="Text">The JSON that <see cref="HistoryEvent.ToJson"/> gave.</param>
/// <param name="Trace">What <see cref="EventTrace.ToText"/> gave.</param>
public readonly record struct RecordedEvent(string Text, string? Trace);
