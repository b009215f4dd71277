using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Emulator.StepFunctions;

/// <summary>What a task asks for that starts a state machine. Source: Step Functions API, StartExecution.</summary>
/// <param name="Machine">With the ARN that the request names it by, without version or alias.</param>
/// <param name="Name">Of the execution; made up when the request has none.</param>
/// <param name="Input">Null for JSON's null.</param>
public sealed record ExecutionRequest(MachineFacts Machine, string Name, JsonNode? Input)
{
    const int MaxNameCharacters = 80;

    public string ExecutionArn => Arn.Parse(Machine.Arn).Execution(Name).ToString();

    /// <exception cref="TaskFailedException">The request is not valid, or there is no such machine.</exception>
    public static ExecutionRequest Read(TaskCall call, IExecutions executions)
    {
        try
        {
            var request = new ServiceRequest(call);
            var (arn, name) = (request.Text("StateMachineArn"), request.Text("Name"));
            new Validation()
                .Required("stateMachineArn", arn)
                .Length("stateMachineArn", arn, 1, 256)
                .Length("name", name, 1, MaxNameCharacters)
                .Check();
            var machine = executions.FindMachine(Arn.NameIn(arn!, "stateMachine"))
                ?? throw new ServiceException(
                    "StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'", "StateMachineDoesNotExistException");
            var written = Arn.TryParse(arn, out var parsed) && parsed.IsStateMachine ? parsed : Arn.Parse(machine.Arn);
            return new(
                machine with { Arn = Arn.StateMachine(written.Region, written.Account, machine.Name).ToString() },
                name ?? Guid.NewGuid().ToString(), ReadInput(request.Find("Input")));
        }
        catch (ServiceException e)
        {
            throw Service.Sfn.Failure(call, e);
        }
    }

    /// <summary>The service's answer to a start.</summary>
    public static JsonObject Started(TaskCall call, string executionArn, DateTimeOffset started)
    {
        var isSdk = call.Resource.Service != "states";
        var answer = new JsonObject { [nameof(ExecutionArn)] = executionArn };
        if (!isSdk)
            ServiceResults.WithMetadata(answer);
        answer["StartDate"] = ServiceResults.Time(isSdk, started);
        return answer;
    }

    public static TaskFailedException AlreadyExists(TaskCall call, string executionArn) => Service.Sfn.Failure(
        call,
        new("ExecutionAlreadyExists", $"Execution Already Exists: '{executionArn}'", "ExecutionAlreadyExistsException"));

    public static TaskFailedException LimitExceeded(TaskCall call) => Service.Sfn.Failure(
        call,
        new(
            "ExecutionLimitExceeded",
            "The maximum number of running executions has been reached. Running executions must end or be stopped before a new "
            + "execution can be started.",
            "ExecutionLimitExceededException"));

    /// <summary>An input is JSON, or text that holds JSON; nothing and null are an empty object.</summary>
    static JsonNode? ReadInput(JsonNode? written)
    {
        if (written is null)
            return new JsonObject();
        if (written is not JsonValue value || !value.TryGetValue<string>(out var text))
            return written.DeepClone();
        return ExecutionInput.TryRead(text, out var input, out var refusal)
            ? input
            : throw new ServiceException("InvalidExecutionInput", refusal.Cause, "InvalidExecutionInputException");
    }
}
