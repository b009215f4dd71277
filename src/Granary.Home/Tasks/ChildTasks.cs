using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.Home.Execution;
using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary><c>states:startExecution.sync</c> and <c>.sync:2</c>: another state machine of the home.</summary>
sealed class ChildTasks(LocalHome home, Machines machines) : ITaskRunner
{
    readonly HomeExecutions _executions = new(home);

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var child = Known(call) ?? New(call);
        await call.ReportSubmittedAsync(ExecutionRequest.Started(call, child.Arn, child.StartedAt));

        var result = await FollowAsync(call, child, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return ExecutionJson.ResultOf(Facts(child, result), call.Resource.Pattern);
    }

    /// <summary>The child that this try has started already, or the failed one that a redrive of its parent reruns.</summary>
    ExecutionRecord? Known(TaskCall call) => home.Executions.FindChild(call.ExecutionArn, call.ScheduledEventId)
        ?? (call.TakenBackEventId is { } before ? home.Executions.FindChild(call.ExecutionArn, before) : null);

    ExecutionRecord New(TaskCall call)
    {
        var request = ExecutionRequest.Read(call, _executions);
        var child = machines.Prepare(
            _executions.Resource(request.Machine), request.Name, request.Input, (call.ExecutionArn, call.ScheduledEventId));
        return home.Executions.Find(child.Arn) is null ? child : throw ExecutionRequest.AlreadyExists(call, child.Arn);
    }

    async Task<ExecutionResult> FollowAsync(TaskCall call, ExecutionRecord child, CancellationToken cancellationToken)
    {
        if (child.ParentEvent == call.TakenBackEventId && child.Status != RunStatus.Succeeded)
            return await machines.RedriveAsync(child, call.ScheduledEventId, cancellationToken);
        return home.Executions.Find(child.Arn) is null
            ? await machines.StartAsync(child, cancellationToken)
            : await machines.ResumeAsync(child, cancellationToken);
    }

    ExecutionFacts Facts(ExecutionRecord child, ExecutionResult result) => new(
        child.Arn, child.MachineArn, child.Name, result.Status.ToRunStatus().Text(), child.Input, result.Output, result.Error,
        result.Cause, child.StartedAt, home.Clock.GetUtcNow());
}
