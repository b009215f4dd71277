using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Platform;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Execution;

/// <summary>What a task asks for that starts a state machine. Source: Step Functions API, StartExecution.</summary>
static class ChildRequest
{
    const int MostNameCharacters = 80;

    /// <returns>The machine, the name of the execution, and its input as JSON.</returns>
    /// <exception cref="TaskFailedException">There is no such machine, or the request is not one.</exception>
    public static (StateMachineResource Machine, string Name, JsonNode? Input) Of(LocalHome home, TaskCall call)
    {
        try
        {
            var request = new ServiceRequest(call);
            var arn = request.Text("StateMachineArn");
            var name = request.Text("Name");
            new Validation()
                .Required("stateMachineArn", arn)
                .Length("stateMachineArn", arn, 1, 256)
                .Length("name", name, 1, MostNameCharacters)
                .Check();
            var machine =
                home.Resources.Find<StateMachineResource>(Arn.NameIn(arn!, "stateMachine"))
                ?? throw ServiceException.Named("StateMachineDoesNotExistException", $"State Machine Does Not Exist: '{arn}'");
            return (machine, name ?? Guid.NewGuid().ToString(), Input((call.Parameters as JsonObject)?["Input"]));
        }
        catch (ServiceException e)
        {
            throw Service.Sfn.Failure(call, e);
        }
    }

    public static TaskFailedException Exists(TaskCall call, string arn) =>
        Service.Sfn.Failure(call, ServiceException.Named("ExecutionAlreadyExistsException", $"Execution Already Exists: '{arn}'"));

    /// <summary>The SDK takes the input as text, the optimized integration as JSON.</summary>
    static JsonNode? Input(JsonNode? given)
    {
        if (given is null)
            return new JsonObject();
        if (given is not JsonValue value || !value.TryGetValue<string>(out var text))
            return given.DeepClone();
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw ServiceException.Named("InvalidExecutionInputException", $"Invalid State Machine Execution Input: '{text}'");
        }
    }
}
