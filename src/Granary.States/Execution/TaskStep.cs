using Granary.States.Definition;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>A Task state: evaluates, schedules, calls, and records what came of it.</summary>
sealed class TaskStep(Visit visit, TaskState state)
{
    public ValueTask<StateResult> RunAsync(CancellationToken cancellationToken) => new Attempts(visit, state).RunAsync(TryAsync, cancellationToken);

    async ValueTask<(Data Output, Data Result)> TryAsync(CancellationToken cancellationToken)
    {
        var token = NeedsToken ? NewToken(visit.Run.Random) : null;
        visit.Scope.Context.TaskToken = token;
        var parameters = visit.Payload(state.Parameters);
        var timeout = Time(state.Timeout, "TimeoutSecondsPath");
        var heartbeat = Time(state.Heartbeat, "HeartbeatSecondsPath");
        var role = (state.Credentials is null ? null : visit.Evaluate(state.Credentials, visit.Input) as DataObject)?.Find("RoleArn") as DataText;

        var events = TaskEvents.For(state.Resource, visit.Track);
        var scheduled = await events.ScheduledAsync(parameters, timeout, heartbeat, role?.Value);
        await events.StartedAsync();
        var raw = await CallAsync(events, parameters, token, scheduled, timeout, heartbeat, cancellationToken);
        await events.SucceededAsync(raw);
        visit.Scope.Context.TaskToken = null;
        return visit.Finish(state, raw);
    }

    async ValueTask<Data> CallAsync(
        TaskEvents events, Data parameters, string? token, long scheduled, TimeSpan? timeout, TimeSpan? heartbeat, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(timeout, visit.Run.Clock);
        using var silence = new TimeLimit(heartbeat, visit.Run.Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, silence.Token, cancellationToken);
        var call = new TaskCall
        {
            Resource = state.Resource,
            Parameters = parameters.ToNode(),
            StateName = visit.StateName,
            ExecutionArn = visit.Run.Start.ExecutionArn,
            Region = visit.Run.Region,
            ScheduledEventId = scheduled,
            Token = token,
            Timeout = timeout,
            WhenTaken = events.TakenAsync,
            WhenSubmitted = events.SubmittedAsync,
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
            failure = new(ErrorNames.Timeout, null);
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

    bool NeedsToken => state.Resource is { Kind: TaskResourceKind.Activity } or { Kind: TaskResourceKind.Service, Pattern: not TaskPattern.RequestResponse };

    TimeSpan? Time(Duration? duration, string field) => duration switch
    {
        Duration.Fixed f => f.Time,
        Duration.At a => visit.Find(a.Path, visit.EffectiveInput()) is DataNumber { IsWhole: true, Value: > 0 and <= 99_999_999 } n
            ? TimeSpan.FromSeconds(n.Value)
            : throw visit.Failure(ErrorNames.Runtime, $"The {field} parameter does not reference a valid positive integer: {a.Path.Text} == {visit.Find(a.Path, visit.EffectiveInput())}"),
        _ => null,
    };

    static string NewToken(Random random)
    {
        var bytes = new byte[96];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
