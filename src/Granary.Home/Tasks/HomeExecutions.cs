using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.Home.Runs;
using Granary.Platform;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>The home's executions, as its journal has them.</summary>
sealed class HomeExecutions(LocalHome home) : IExecutions
{
    public ExecutionFacts? Find(string arn) => home.Executions.Find(arn) is { } found ? Facts(found) : null;

    public IReadOnlyList<ExecutionFacts> Of(string machineArn) => [.. home.Executions.OfMachine(machineArn).Select(Facts)];

    public MachineFacts? FindMachine(string name) => home.Resources.Find<StateMachineResource>(name) is { } found ? Facts(found) : null;

    public IReadOnlyList<MachineFacts> Machines() => [.. home.Resources.All<StateMachineResource>().Select(Facts)];

    public StateMachineResource Resource(MachineFacts machine) => home.Resources.Find<StateMachineResource>(machine.Name)!;

    public DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause) =>
        throw new TaskFailedException("States.Runtime", "A task of a home cannot stop an execution; granary cancel ends a run.");

    static MachineFacts Facts(StateMachineResource machine) =>
        new(machine.Arn, machine.Name, new(machine.Definition), machine.Role.Name, "STANDARD", DateTimeOffset.UnixEpoch);

    ExecutionFacts Facts(ExecutionRecord execution)
    {
        var isRunning = execution.Status == RunStatus.Running;
        var first = Parse(home.Executions.FirstEvent(execution.Arn));
        var last = Parse(home.Executions.LastEvent(execution.Arn)) as JsonObject;
        var end = last?.FirstOrDefault(m => m.Value is JsonObject).Value as JsonObject;
        return new(
            execution.Arn, Arn.Parse(execution.Arn).StateMachineOfExecution().ToString(), execution.Name, execution.Status.Text(),
            Parse(first?["executionStartedEventDetails"]?["input"]?.ToString() ?? "{}"),
            execution.Status == RunStatus.Succeeded ? Parse(end?["output"]?.ToString()) : null,
            isRunning ? null : end?["error"]?.ToString(), isRunning ? null : end?["cause"]?.ToString(),
            execution.StartedAt, execution.EndedAt);
    }

    static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json, documentOptions: new() { MaxDepth = 1000 });
}
