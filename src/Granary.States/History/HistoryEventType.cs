namespace Granary.States.History;

/// <summary>What happened, under the service's names.</summary>
public enum HistoryEventType
{
    ExecutionStarted,
    ExecutionSucceeded,
    ExecutionFailed,
    ExecutionTimedOut,
    ExecutionAborted,
    ExecutionRedriven,
    TaskStateEntered,
    TaskStateExited,
    PassStateEntered,
    PassStateExited,
    ChoiceStateEntered,
    ChoiceStateExited,
    WaitStateEntered,
    WaitStateExited,
    SucceedStateEntered,
    SucceedStateExited,
    FailStateEntered,
    TaskStateAborted,
    WaitStateAborted,
    ParallelStateEntered,
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    ParallelStateAborted,
    ParallelStateExited,
    MapStateEntered,
    MapStateStarted,
    MapStateSucceeded,
    MapStateFailed,
    MapStateAborted,
    MapStateExited,
    MapIterationStarted,
    MapIterationSucceeded,
    MapIterationFailed,
    MapIterationAborted,
    MapRunStarted,
    MapRunSucceeded,
    MapRunFailed,
    TaskScheduled,
    TaskStarted,
    TaskSubmitted,
    TaskSucceeded,
    TaskFailed,
    TaskTimedOut,
    LambdaFunctionScheduled,
    LambdaFunctionStarted,
    LambdaFunctionSucceeded,
    LambdaFunctionFailed,
    LambdaFunctionTimedOut,
    ActivityScheduled,
    ActivityStarted,
    ActivitySucceeded,
    ActivityFailed,
    ActivityTimedOut,
}

static class HistoryEventTypes
{
    /// <summary>The events that the following ones do not follow from.</summary>
    public static bool IsAside(this HistoryEventType type) => type is HistoryEventType.TaskStateAborted or HistoryEventType.WaitStateAborted
        or HistoryEventType.ParallelStateAborted or HistoryEventType.ParallelStateSucceeded or HistoryEventType.MapStateAborted
        or HistoryEventType.MapStateSucceeded or HistoryEventType.MapIterationSucceeded or HistoryEventType.MapIterationFailed
        or HistoryEventType.MapIterationAborted or HistoryEventType.MapRunSucceeded;

    /// <summary>The events that end an execution.</summary>
    public static bool IsLast(this HistoryEventType type) => type is HistoryEventType.ExecutionSucceeded or HistoryEventType.ExecutionFailed
        or HistoryEventType.ExecutionTimedOut or HistoryEventType.ExecutionAborted;
}
