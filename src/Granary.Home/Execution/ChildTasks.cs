using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Home.Execution;

/// <summary><c>states:startExecution.sync</c> and <c>.sync:2</c>: another state machine of the home.</summary>
sealed class ChildTasks(LocalHome home, Machines machines) : ITaskRunner
{
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var child = Known(call) ?? New(call);
        await call.ReportSubmittedAsync(
            Aws.WithMetadata(new JsonObject { ["ExecutionArn"] = child.Arn, ["StartDate"] = Aws.Time(child.StartedAt) }));

        var result = await FollowAsync(call, child, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var described = Describe(child, result, home.Clock.GetUtcNow(), isText: call.Resource.Pattern == TaskPattern.Sync);
        return result.Status == ExecutionStatus.Succeeded
            ? described
            : throw new TaskFailedException("States.TaskFailed", described.ToJsonString());
    }

    /// <summary>The child that this try has started already, or the failed one that a redrive of its parent does over.</summary>
    ExecutionRecord? Known(TaskCall call) => home.Executions.FindChild(call.ExecutionArn, call.ScheduledEventId)
        ?? (call.TakenBackEventId is { } before ? home.Executions.FindChild(call.ExecutionArn, before) : null);

    ExecutionRecord New(TaskCall call)
    {
        var (machine, name, input) = ChildRequest.Of(home, call);
        var child = machines.Prepare(machine, name, input, (call.ExecutionArn, call.ScheduledEventId));
        return home.Executions.Find(child.Arn) is null ? child : throw ChildRequest.Exists(call, child.Arn);
    }

    async Task<ExecutionResult> FollowAsync(TaskCall call, ExecutionRecord child, CancellationToken cancellationToken)
    {
        if (child.ParentEvent == call.TakenBackEventId && child.Status != RunStatus.Succeeded)
            return await machines.RedriveAsync(child, call.ScheduledEventId, cancellationToken);
        return home.Executions.Find(child.Arn) is null
            ? await machines.StartAsync(child, cancellationToken)
            : await machines.ResumeAsync(child, cancellationToken);
    }

    /// <summary>Source: Step Functions API, DescribeExecution; with <c>.sync:2</c> the output is JSON, not its text.</summary>
    static JsonObject Describe(ExecutionRecord child, ExecutionResult result, DateTimeOffset ended, bool isText)
    {
        var described = new JsonObject
        {
            ["ExecutionArn"] = child.Arn,
            ["Input"] = Value(child.Input, isText),
            ["InputDetails"] = new JsonObject { ["Included"] = true },
            ["Name"] = child.Name,
            ["StartDate"] = Aws.Time(child.StartedAt),
            ["StateMachineArn"] = child.MachineArn,
            ["Status"] = result.Status.ToRunStatus().Text(),
            ["StopDate"] = Aws.Time(ended),
        };
        if (result.Status == ExecutionStatus.Succeeded)
        {
            described["Output"] = Value(result.Output, isText);
            described["OutputDetails"] = new JsonObject { ["Included"] = true };
        }

        if (result.Error is not null)
            described["Error"] = result.Error;
        if (result.Cause is not null)
            described["Cause"] = result.Cause;
        return described;
    }

    static JsonNode? Value(JsonNode? value, bool isText) => isText ? value?.ToJsonString(Text) ?? "null" : value?.DeepClone();

    static readonly JsonSerializerOptions Text = new() { MaxDepth = 1000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
