using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.Emulator.StepFunctions;

/// <summary>The shape of an execution, wherever a task is shown one. Source: Step Functions API, DescribeExecution.</summary>
public static class ExecutionJson
{
    /// <summary>The maximum length of a cause. Source: Step Functions API, "cause".</summary>
    const int MaxCauseCharacters = 32_768;

    /// <summary>The result of <c>aws-sdk:sfn:describeExecution</c>: times and values as text.</summary>
    public static JsonObject Describe(ExecutionFacts execution) =>
        Describe(execution, isSdk: true, isText: true, hasRedrive: true);

    /// <summary>
    /// The result of <c>startExecution.sync</c> and, with input and output as JSON in place of their texts, of <c>.sync:2</c>.
    /// </summary>
    /// <param name="execution">Has ended.</param>
    /// <exception cref="TaskFailedException">The execution did not succeed; the cause describes it.</exception>
    public static JsonObject ResultOf(ExecutionFacts execution, TaskPattern pattern)
    {
        var succeeded = execution.Status == "SUCCEEDED";
        var described = Describe(execution, isSdk: false, isText: pattern == TaskPattern.Sync, hasRedrive: succeeded);
        if (succeeded)
            return described;

        // The cause of a failed execution holds that of its own child, escaped once more: uncut, it doubles with every level.
        var cause = described.ToJsonString(JsonSourceNode.Plain);
        throw new TaskFailedException("States.TaskFailed", cause.Length <= MaxCauseCharacters ? cause : cause[..MaxCauseCharacters]);
    }

    /// <summary>An entry of listExecutions.</summary>
    public static JsonObject Head(ExecutionFacts execution)
    {
        var head = new JsonObject
        {
            ["ExecutionArn"] = execution.Arn,
            ["Name"] = execution.Name,
            ["StartDate"] = ServiceResults.Text(execution.Started),
            ["StateMachineArn"] = execution.MachineArn,
            ["Status"] = execution.Status,
        };
        if (execution.Stopped is { } stopped)
            head["StopDate"] = ServiceResults.Text(stopped);
        return head;
    }

    static JsonObject Describe(ExecutionFacts execution, bool isSdk, bool isText, bool hasRedrive)
    {
        var described = new JsonObject();
        if (execution.Cause is not null)
            described["Cause"] = execution.Cause;
        if (execution.Error is not null)
            described["Error"] = execution.Error;
        described["ExecutionArn"] = execution.Arn;
        described["Input"] = Value(execution.Input, isText);
        described["InputDetails"] = new JsonObject { ["Included"] = true };
        described["Name"] = execution.Name;
        if (execution.Status == "SUCCEEDED")
        {
            described["Output"] = Value(execution.Output, isText);
            described["OutputDetails"] = new JsonObject { ["Included"] = true };
        }

        if (hasRedrive)
            AddRedrive(described, execution.Status);
        described["StartDate"] = ServiceResults.Time(isSdk, execution.Started);
        described["StateMachineArn"] = execution.MachineArn;
        described["Status"] = execution.Status;
        if (execution.Stopped is { } stopped)
            described["StopDate"] = ServiceResults.Time(isSdk, stopped);
        return described;
    }

    static void AddRedrive(JsonObject described, string status)
    {
        described["RedriveCount"] = 0;
        described["RedriveStatus"] = status is "FAILED" or "ABORTED" or "TIMED_OUT" ? "REDRIVABLE" : "NOT_REDRIVABLE";
        if (status is "RUNNING" or "SUCCEEDED")
            described["RedriveStatusReason"] = $"Execution is {status} and cannot be redriven";
    }

    static JsonNode? Value(JsonNode? value, bool isText) =>
        isText ? value?.ToJsonString(JsonSourceNode.Plain) ?? "null" : value?.DeepClone();
}
