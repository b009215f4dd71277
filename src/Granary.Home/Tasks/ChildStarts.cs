using System.Text.Json.Nodes;
using Granary.Emulator.StepFunctions;
using Granary.Home.Execution;
using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary><c>states:startExecution</c> and <c>aws-sdk:sfn:startExecution</c>: a state machine of the home, as a run of its own.</summary>
/// <param name="start">Writes and begins the run.</param>
sealed class ChildStarts(LocalHome home, RunLease lease, Func<TaskCall, StateMachineResource, string, JsonNode?, DateTimeOffset> start)
    : ITaskRunner
{
    readonly HomeExecutions _executions = new(home);
    readonly Effects _effects = new(home.Database, lease.Write);

    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_effects.Once(call, () => Start(call)));

    JsonObject Start(TaskCall call)
    {
        var request = ExecutionRequest.Read(call, _executions);
        var machine = _executions.Resource(request.Machine);
        var arn = Machines.ArnOf(machine, request.Name);
        var started = home.Runs.FindByExecution(arn) is { } known
            ? Known(call, known, request.Input)
            : start(call, machine, request.Name, request.Input);
        return ExecutionRequest.Started(call, arn, started);
    }

    /// <summary>
    /// Starting with the name and the input of a running execution gives that one. Source: Step Functions API, StartExecution.
    /// </summary>
    DateTimeOffset Known(TaskCall call, RunRecord known, JsonNode? input) =>
        known.Status == RunStatus.Running && JsonNode.DeepEquals(home.Executions.Find(known.ExecutionArn)?.Input ?? input, input)
            ? known.StartedAt
            : throw ExecutionRequest.AlreadyExists(call, known.ExecutionArn);
}
