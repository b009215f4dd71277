using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;

namespace Granary.Emulator.StepFunctions;

/// <summary>Step Functions about itself: what a task sends back for another, and what it asks about executions and machines.</summary>
/// <remarks>Source: Step Functions API reference.</remarks>
public sealed class SfnActions(ITaskTokens tokens, IExecutions executions)
{
    public static ServiceException InvalidToken => new("InvalidToken", "Invalid Token: 'Invalid token'", "InvalidTokenException");

    /// <summary>The token was sent back already, or the task's time is over.</summary>
    public static ServiceException TimedOut =>
        new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", "TaskTimedOutException");

    public static ServiceException DoesNotExist =>
        new("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'", "TaskDoesNotExistException");

    public JsonObject Succeed(ServiceRequest request)
    {
        var token = TokenOf(request, "output", request.Find("Output"));
        tokens.Succeed(token, OutputOf(request.Find("Output")));
        return [];
    }

    public JsonObject Fail(ServiceRequest request)
    {
        tokens.Fail(TokenOf(request), request.Text("Error") ?? "", request.Text("Cause"));
        return [];
    }

    public JsonObject SendHeartbeat(ServiceRequest request)
    {
        tokens.SendHeartbeat(TokenOf(request));
        return [];
    }

    public JsonObject Describe(ServiceRequest request) => ExecutionJson.Describe(Execution(request));

    public JsonObject List(ServiceRequest request)
    {
        var arn = request.Text("StateMachineArn");
        var (status, most) = (request.Text("StatusFilter"), request.Int32("MaxResults"));
        new Validation()
            .Required("stateMachineArn", arn)
            .OneOf("statusFilter", status, "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")
            .Range("maxResults", most, 0, 1000)
            .Check();
        Machine(arn!);
        var found = executions.Of(arn!).Where(e => status is null || e.Status == status).Take(most is null or 0 ? 100 : most.Value);
        return new() { ["Executions"] = new JsonArray([.. found.Select(e => (JsonNode)ExecutionJson.Head(e))]) };
    }

    public JsonObject Stop(ServiceRequest request)
    {
        var execution = Execution(request);
        var stopped = execution.Stopped ?? executions.Stop(execution, request.Text("Error"), request.Text("Cause"));
        return new() { ["StopDate"] = ServiceResults.Text(stopped) };
    }

    public JsonObject DescribeMachine(ServiceRequest request)
    {
        var arn = request.Text("StateMachineArn");
        new Validation().Required("stateMachineArn", arn).Check();
        var machine = Machine(arn!);
        return new()
        {
            ["CreationDate"] = ServiceResults.Text(machine.Created),
            ["Definition"] = machine.Definition.Value,
            ["LoggingConfiguration"] = new JsonObject { ["IncludeExecutionData"] = false, ["Level"] = "OFF" },
            ["Name"] = machine.Name,
            ["RoleArn"] = machine.RoleArn,
            ["StateMachineArn"] = machine.Arn,
            ["Status"] = "ACTIVE",
            ["TracingConfiguration"] = new JsonObject { ["Enabled"] = false },
            ["Type"] = machine.Type,
        };
    }

    public JsonObject ListMachines(ServiceRequest request)
    {
        var most = request.Int32("MaxResults");
        new Validation().Range("maxResults", most, 0, 1000).Check();
        return new()
        {
            ["StateMachines"] = new JsonArray([
                .. executions
                    .Machines()
                    .Take(most is null or 0 ? 100 : most.Value)
                    .Select(m => (JsonNode)new JsonObject
                    {
                        ["CreationDate"] = ServiceResults.Text(m.Created),
                        ["Name"] = m.Name,
                        ["StateMachineArn"] = m.Arn,
                        ["Type"] = m.Type,
                    }),
            ]),
        };
    }

    /// <summary>JSON as text in the service's call, and as it is where a definition wrote it so.</summary>
    /// <exception cref="ServiceException">InvalidOutput: it is not valid JSON.</exception>
    public static JsonNode? OutputOf(JsonNode? output)
    {
        if (output is not JsonValue value || !value.TryGetValue<string>(out var text))
            return output?.DeepClone();
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new ServiceException("InvalidOutput", "Invalid Output: 'Invalid output'", "InvalidOutputException");
        }
    }

    /// <param name="name">A member that the request must have besides.</param>
    string TokenOf(ServiceRequest request, string? name = null, JsonNode? value = null)
    {
        var token = request.Text("TaskToken");
        var validation = new Validation().Required("taskToken", token);
        if (name is not null)
            validation.Required(name, value);
        validation.Check();
        tokens.Check(token!);
        return token!;
    }

    ExecutionFacts Execution(ServiceRequest request)
    {
        var arn = request.Text("ExecutionArn");
        new Validation().Required("executionArn", arn).Check();
        if (!Arn.TryParse(arn, out var parsed) || !parsed.IsExecution)
            throw new ServiceException("InvalidArn", $"Invalid Arn: 'Invalid ARN prefix: {arn}'", "InvalidArnException");
        return executions.Find(arn!)
            ?? throw new ServiceException("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'", "ExecutionDoesNotExistException");
    }

    MachineFacts Machine(string arn)
    {
        if (!Arn.TryParse(arn, out var parsed) || !parsed.IsStateMachine)
            throw new ServiceException("InvalidArn", $"Invalid Arn: 'Invalid ARN prefix: {arn}'", "InvalidArnException");
        return executions.Machines().FirstOrDefault(m => m.Arn == arn)
            ?? throw new ServiceException(
                "StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'", "StateMachineDoesNotExistException");
    }
}
