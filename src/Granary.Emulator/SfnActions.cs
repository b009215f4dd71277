using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>The executions and state machines that tasks can ask about, and stop.</summary>
interface IExecutions
{
    ExecutionFacts? Find(string arn);

    /// <returns>The newest first.</returns>
    IReadOnlyList<ExecutionFacts> Of(string machineArn);

    /// <returns>By name.</returns>
    IReadOnlyList<MachineFacts> Machines();

    /// <returns>When it ended.</returns>
    /// <exception cref="TaskFailedException">It cannot be stopped from here.</exception>
    DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause);
}

/// <param name="Status">As the service writes it: <c>RUNNING</c>.</param>
/// <param name="Input">JSON text.</param>
/// <param name="Output">JSON text; null unless it succeeded.</param>
sealed record ExecutionFacts(
    string Arn,
    string MachineArn,
    string Name,
    string Status,
    string Input,
    string? Output,
    string? Error,
    string? Cause,
    DateTimeOffset Started,
    DateTimeOffset? Stopped);

/// <param name="Type"><c>STANDARD</c> or <c>EXPRESS</c>.</param>
sealed record MachineFacts(string Arn, string Name, string Definition, string RoleArn, string Type, DateTimeOffset Created);

/// <summary>The tokens that tasks wait for.</summary>
interface ITaskTokens
{
    /// <exception cref="ServiceException">InvalidToken, TaskTimedOut or TaskDoesNotExist.</exception>
    void Check(string token);

    void Succeed(string token, JsonNode? output);

    void Fail(string token, string error, string? cause);

    void Beat(string token);
}

/// <summary>Step Functions about itself: what a task sends back for another, and what it asks about executions and machines.</summary>
/// <remarks>Source: Step Functions API reference.</remarks>
sealed class SfnActions(ITaskTokens tokens, IExecutions executions)
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

    public JsonObject Beat(ServiceRequest request)
    {
        tokens.Beat(TokenOf(request));
        return [];
    }

    public JsonObject Describe(ServiceRequest request)
    {
        var execution = Execution(request);
        var described = Head(execution);
        Put("Cause", execution.Cause);
        Put("Error", execution.Error);
        described["Input"] = execution.Input;
        described["InputDetails"] = new JsonObject { ["Included"] = true };
        Put("Output", execution.Output);
        if (execution.Output is not null)
            described["OutputDetails"] = new JsonObject { ["Included"] = true };
        described["RedriveCount"] = 0;
        described["RedriveStatus"] = execution.Status is "FAILED" or "ABORTED" or "TIMED_OUT" ? "REDRIVABLE" : "NOT_REDRIVABLE";
        if (execution.Status is "RUNNING" or "SUCCEEDED")
            described["RedriveStatusReason"] = $"Execution is {execution.Status} and cannot be redriven";
        return described;

        void Put(string name, string? text)
        {
            if (text is not null)
                described[name] = text;
        }
    }

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
        return new() { ["Executions"] = new JsonArray([.. found.Select(e => (JsonNode)Head(e))]) };
    }

    public JsonObject Stop(ServiceRequest request)
    {
        var execution = Execution(request);
        return new() { ["StopDate"] = Time(execution.Stopped ?? executions.Stop(execution, request.Text("Error"), request.Text("Cause"))) };
    }

    public JsonObject DescribeMachine(ServiceRequest request)
    {
        var arn = request.Text("StateMachineArn");
        new Validation().Required("stateMachineArn", arn).Check();
        var machine = Machine(arn!);
        return new()
        {
            ["CreationDate"] = Time(machine.Created),
            ["Definition"] = machine.Definition,
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
                    .Select(m =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["CreationDate"] = Time(m.Created),
                                ["Name"] = m.Name,
                                ["StateMachineArn"] = m.Arn,
                                ["Type"] = m.Type,
                            }),
            ]),
        };
    }

    /// <summary>Times as the SDK shows them: to the millisecond.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>JSON as text in the service's call, and as it is where a definition wrote it so.</summary>
    /// <exception cref="ServiceException">InvalidOutput: it is no JSON.</exception>
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

    static JsonObject Head(ExecutionFacts execution)
    {
        var head = new JsonObject
        {
            ["ExecutionArn"] = execution.Arn,
            ["Name"] = execution.Name,
            ["StartDate"] = Time(execution.Started),
            ["StateMachineArn"] = execution.MachineArn,
            ["Status"] = execution.Status,
        };
        if (execution.Stopped is { } stopped)
            head["StopDate"] = Time(stopped);
        return head;
    }
}
