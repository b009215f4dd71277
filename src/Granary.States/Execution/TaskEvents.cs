using System.Text.Json.Nodes;
using Granary.States.History;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>The events of one try of a task. Services, functions and activities have families of their own.</summary>
abstract class TaskEvents
{
    TaskEvents() { }

    /// <summary>Who worked, in the words of a cause.</summary>
    public abstract string ShortName { get; }

    public static TaskEvents For(TaskResource resource, Track track) =>
        resource.Kind == TaskResourceKind.Service ? new OfService(resource, track) : new OfWorker(resource, track);

    /// <returns>The event's id.</returns>
    public abstract ValueTask<long> ScheduledAsync(Data parameters, TimeSpan? timeout, TimeSpan? heartbeat, string? role);

    public abstract ValueTask StartedAsync();

    /// <param name="worker">Who took an activity's task.</param>
    public abstract ValueTask TakenAsync(string? worker);

    public abstract ValueTask SubmittedAsync(JsonNode? output);

    public abstract ValueTask<long> SucceededAsync(Data output);

    public abstract ValueTask<long> FailedAsync(StateFailure failure);

    public abstract ValueTask<long> TimedOutAsync(StateFailure failure);

    static long? Seconds(TimeSpan? time) => time is { } t ? (long)t.TotalSeconds : null;

    sealed class OfService(TaskResource resource, Track track) : TaskEvents
    {
        public override string ShortName => resource.Service;

        public override ValueTask<long> ScheduledAsync(Data parameters, TimeSpan? timeout, TimeSpan? heartbeat, string? role) =>
            track.AppendAsync(HistoryEventType.TaskScheduled, new HistoryDetails.TaskScheduled(
                resource.Service, resource.Action, track.Run.Region, parameters.ToString(), Seconds(timeout), Seconds(heartbeat), role));

        public override async ValueTask StartedAsync() =>
            await track.AppendAsync(HistoryEventType.TaskStarted, new HistoryDetails.TaskStarted(resource.Service, resource.Action));

        public override ValueTask TakenAsync(string? worker) => ValueTask.CompletedTask;

        public override async ValueTask SubmittedAsync(JsonNode? output) =>
            await OutputAsync(HistoryEventType.TaskSubmitted, Data.From(output));

        public override ValueTask<long> SucceededAsync(Data output) => OutputAsync(HistoryEventType.TaskSucceeded, output);

        public override ValueTask<long> FailedAsync(StateFailure failure) => FailedAsync(HistoryEventType.TaskFailed, failure);

        public override ValueTask<long> TimedOutAsync(StateFailure failure) => FailedAsync(HistoryEventType.TaskTimedOut, failure);

        ValueTask<long> OutputAsync(HistoryEventType type, Data output) =>
            track.AppendAsync(type, new HistoryDetails.TaskOutput(resource.Service, resource.Action, output.ToString()));

        ValueTask<long> FailedAsync(HistoryEventType type, StateFailure failure) =>
            track.AppendAsync(type, new HistoryDetails.TaskFailed(resource.Service, resource.Action, failure.Error, failure.Cause));
    }

    sealed class OfWorker(TaskResource resource, Track track) : TaskEvents
    {
        readonly bool _isActivity = resource.Kind == TaskResourceKind.Activity;

        public override string ShortName => resource.Arn;

        public override ValueTask<long> ScheduledAsync(Data parameters, TimeSpan? timeout, TimeSpan? heartbeat, string? role) =>
            track.AppendAsync(
                _isActivity ? HistoryEventType.ActivityScheduled : HistoryEventType.LambdaFunctionScheduled,
                new HistoryDetails.Scheduled(resource.Arn, parameters.ToString(), Seconds(timeout), Seconds(heartbeat)));

        // An activity starts when a worker takes it.
        public override async ValueTask StartedAsync()
        {
            if (!_isActivity)
                await track.AppendAsync(HistoryEventType.LambdaFunctionStarted, null);
        }

        public override async ValueTask TakenAsync(string? worker)
        {
            if (_isActivity)
                await track.AppendAsync(HistoryEventType.ActivityStarted, new HistoryDetails.WorkerStarted(worker));
        }

        // Neither functions nor activities have such an event.
        public override ValueTask SubmittedAsync(JsonNode? output) => ValueTask.CompletedTask;

        public override ValueTask<long> SucceededAsync(Data output) =>
            track.AppendAsync(
                _isActivity ? HistoryEventType.ActivitySucceeded : HistoryEventType.LambdaFunctionSucceeded,
                new HistoryDetails.Succeeded(output.ToString()));

        public override ValueTask<long> FailedAsync(StateFailure failure) =>
            track.AppendAsync(
                _isActivity ? HistoryEventType.ActivityFailed : HistoryEventType.LambdaFunctionFailed,
                new HistoryDetails.Failed(failure.Error, failure.Cause));

        public override ValueTask<long> TimedOutAsync(StateFailure failure) =>
            track.AppendAsync(
                _isActivity ? HistoryEventType.ActivityTimedOut : HistoryEventType.LambdaFunctionTimedOut,
                new HistoryDetails.Failed(failure.Error, failure.Cause));
    }
}
