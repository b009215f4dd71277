using System.Text.Json.Nodes;
using Granary.Platform.Stacks;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Local.Execution;

/// <summary><c>states:startExecution.sync:2</c>: another state machine of the home.</summary>
sealed class ChildTasks(Home home, Machines machines) : ITaskRunner
{
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var arn = Aws.Text(call.Parameters, "StateMachineArn");
        var machine = home.Resources.Find<StateMachineResource>(Aws.Name(arn, "stateMachine"))
            ?? throw new TaskFailedException("StepFunctions.StateMachineDoesNotExistException", $"State Machine Does Not Exist: '{arn}'");
        var parameters = (JsonObject)call.Parameters!;
        var name = parameters["Name"]?.ToString() ?? Guid.NewGuid().ToString();
        var input = parameters["Input"]?.DeepClone();
        var started = home.Clock.GetUtcNow();
        await call.ReportSubmittedAsync(Aws.WithMetadata(new JsonObject { ["ExecutionArn"] = Machines.ArnOf(machine, name), ["StartDate"] = Aws.Time(started) }));

        var result = await machines.RunAsync(machine, name, input, (call.ExecutionArn, call.ScheduledEventId), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var described = Describe(machine, name, input, result, started, home.Clock.GetUtcNow());
        return result.Status == ExecutionStatus.Succeeded ? described : throw new TaskFailedException("States.TaskFailed", described.ToJsonString());
    }

    /// <summary>Source: Step Functions API, DescribeExecution; with <c>.sync:2</c> the output is JSON, not its text.</summary>
    static JsonObject Describe(StateMachineResource machine, string name, JsonNode? input, ExecutionResult result, DateTimeOffset started, DateTimeOffset ended)
    {
        var described = new JsonObject
        {
            ["ExecutionArn"] = Machines.ArnOf(machine, name),
            ["Input"] = input?.DeepClone(),
            ["InputDetails"] = new JsonObject { ["Included"] = true },
            ["Name"] = name,
            ["StartDate"] = Aws.Time(started),
            ["StateMachineArn"] = machine.Arn,
            ["Status"] = Journal.RunStatusText.Text(Machines.StatusOf(result.Status)),
            ["StopDate"] = Aws.Time(ended),
        };
        if (result.Status == ExecutionStatus.Succeeded)
        {
            described["Output"] = result.Output?.DeepClone();
            described["OutputDetails"] = new JsonObject { ["Included"] = true };
        }

        if (result.Error is not null)
            described["Error"] = result.Error;
        if (result.Cause is not null)
            described["Cause"] = result.Cause;
        return described;
    }
}
