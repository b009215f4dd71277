using Granary.States.Definition;
using Granary.States.Resuming;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A Task state: evaluates, schedules, calls, and records what came of it.</summary>
sealed class TaskStep(Visit visit, TaskState state)
{
    public ValueTask<StateResult> RunAsync(CancellationToken cancellationToken) =>
        new Attempts(visit, state).RunAsync(TryAsync, cancellationToken);

    async ValueTask<(Data Output, Data Result)> TryAsync(TryPast? past, CancellationToken cancellationToken)
    {
        if (past?.Failure is { } failed)
            throw new StateFailure(failed.Error, failed.Cause);
        visit.Scope.Context.TaskToken = NeedsToken ? visit.Run.TokenOf(visit.Entered, visit.Scope.Context.RetryCount ?? 0) : null;
        var raw = past?.Result ?? await WorkAsync(past, cancellationToken);
        visit.Scope.Context.TaskToken = null;
        return visit.Finish(state, raw);
    }

    /// <param name="past">A try that was going on when the record ended: it is made again, as the same one.</param>
    async ValueTask<Data> WorkAsync(TryPast? past, CancellationToken cancellationToken)
    {
        var parameters = past?.Parameters ?? visit.Payload(state.Parameters);
        var timeout = Time(state.Timeout, "TimeoutSecondsPath");
        var heartbeat = Time(state.Heartbeat, "HeartbeatSecondsPath");
        var role =
            (state.Credentials is null ? null : visit.Evaluate(state.Credentials, visit.Input) as DataObject)?.Find("RoleArn") as DataText;

        var events = TaskEvents.For(state.Resource, visit.Track);
        var scheduled = past?.Began ?? await events.ScheduledAsync(parameters, timeout, heartbeat, role?.Value);
        if (past is not { IsStarted: true })
            await events.StartedAsync();
        await visit.Run.FlushAsync();
        var raw = await CallAsync(events, past, parameters, scheduled, timeout, heartbeat, cancellationToken);
        await events.SucceededAsync(raw);
        return raw;
    }

    async ValueTask<Data> CallAsync(
        TaskEvents events,
        TryPast? past,
        Data parameters,
        long scheduled,
        TimeSpan? timeout,
        TimeSpan? heartbeat,
        CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(timeout, visit.Run.Clock);
        using var silence = new TimeLimit(heartbeat, visit.Run.Clock);
        limit.Arm();
        silence.Arm();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, silence.Token, cancellationToken);
        var call = new TaskCall
        {
            Resource = state.Resource,
            Parameters = parameters.ToNode(),
            StateName = visit.StateName,
            ExecutionArn = visit.Run.Start.ExecutionArn,
            Region = visit.Run.Region,
            ScheduledEventId = scheduled,
            TakenBackEventId = visit.Past?.TakenBack,
            Token = visit.Scope.Context.TaskToken,
            Timeout = timeout,
            WhenTaken = past is { IsStarted: true } ? null : events.TakenAsync,
            WhenSubmitted = past is { IsSubmitted: true } ? null : events.SubmittedAsync,
            WhenAlive = silence.Restart,
        };

        StateFailure failure;
        try
        {
            var result = Data.From(await visit.Run.Tasks.RunAsync(call, any.Token));
            if (!Quotas.IsTooLarge(result))
                return result;
            failure = Quotas.TooLarge(events.ShortName);
        }
        catch (TaskFailedException e)
        {
            failure = new(e.Error, e.Cause);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && any.IsCancellationRequested)
        {
            failure = new(ErrorNames.Timeout, null) { IsSilence = silence.IsReached && !limit.IsReached };
            await events.TimedOutAsync(failure);
            throw failure;
        }
        catch (Exception e) when (e is not OperationCanceledException || !any.IsCancellationRequested)
        {
            // A fault of the runner must not leave an execution without an end; its whole text is the cause.
            failure = new(ErrorNames.TaskFailed, e.ToString());
        }

        await events.FailedAsync(failure);
        throw failure;
    }

    bool NeedsToken =>
        state.Resource
            is { Kind: TaskResourceKind.Activity }
                or { Kind: TaskResourceKind.Service, Pattern: not TaskPattern.RequestResponse };

    TimeSpan? Time(Duration? duration, string field) => duration switch
    {
        Duration.Fixed f => f.Time,
        Duration.At a => visit.Find(a.Path, visit.EffectiveInput()) is DataNumber { IsWhole: true, Value: > 0 and <= 99_999_999 } n
            ? TimeSpan.FromSeconds(n.Value)
            : throw visit.Failure(ErrorNames.Runtime, $"The {field} parameter does not reference a valid positive integer: {a.Path.Text} "
                + $"== {visit.Find(a.Path, visit.EffectiveInput())}"),
        _ => null,
    };
}
