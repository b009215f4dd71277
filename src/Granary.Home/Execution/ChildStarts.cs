using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Home.Runs;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Execution;

/// <summary><c>states:startExecution</c> and <c>aws-sdk:sfn:startExecution</c>: a state machine of the home, as a run of its own.</summary>
/// <param name="start">Writes and begins the run.</param>
sealed class ChildStarts(LocalHome home, RunLease lease, Func<TaskCall, StateMachineResource, string, JsonNode?, DateTimeOffset> start)
    : ITaskRunner
{
    readonly Effects _effects = new(home.Database, lease.Write);

    public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_effects.Once(call, () => Start(call)));

    JsonObject Start(TaskCall call)
    {
        var (machine, name, input) = ChildRequest.Of(home, call);
        var arn = Machines.ArnOf(machine, name);
        var started = home.Runs.FindByExecution(arn) is { } known ? Known(call, known, input) : start(call, machine, name, input);
        var answer = new JsonObject
        {
            ["ExecutionArn"] = arn,
            ["StartDate"] = call.Resource.Service == "states" ? Aws.Time(started) : JsonValue.Create(Storage.Timestamps.Text(started)),
        };
        return call.Resource.Service == "states" ? Aws.WithMetadata(answer) : answer;
    }

    /// <summary>
    /// Starting with the name and the input of an execution that goes on gives that one. Source: Step Functions API, StartExecution.
    /// </summary>
    DateTimeOffset Known(TaskCall call, RunRecord known, JsonNode? input) =>
        known.Status == RunStatus.Running && JsonNode.DeepEquals(home.Executions.Find(known.ExecutionArn)?.Input ?? input, input)
            ? known.StartedAt
            : throw ChildRequest.Exists(call, known.ExecutionArn);
}
