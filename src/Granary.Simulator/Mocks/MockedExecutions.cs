using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Platform;
using Granary.Platform.Runs;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>The other state machines of a run, under the same mocks and the same clock. Nobody reads their events.</summary>
/// <param name="run">Runs a machine to its end.</param>
sealed class MockedExecutions(
    MockSet mocks,
    TimeProvider clock,
    Func<StateMachineDefinition, ExecutionStart, CancellationToken, Task<ExecutionResult>> run
) : IExecutions, IAsyncDisposable
{
    const string RoleArn = "arn:aws:iam::111111111111:role/states";

    /// <summary>The most characters of a cause. Source: Step Functions API, "cause".</summary>
    const int MostOfCause = 32_768;

    readonly List<MockedExecution> _all = [];
    readonly Lock _lock = new();
    readonly CancellationTokenSource _ending = new();

    /// <summary><c>startExecution</c>: goes on by itself, until the run that started it ends.</summary>
    public JsonObject Start(TaskCall call)
    {
        var execution = Begin(call, _ending.Token);
        return Started(call, execution.Start);
    }

    /// <summary><c>startExecution.sync</c> and <c>.sync:2</c>, the latter with input and output as JSON in place of their texts.</summary>
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (call.Resource is not { Service: "states", Operation: "startExecution" })
            throw new TaskFailedException("States.Runtime", $"Nothing says what {call.Resource} answers.");
        var (definition, start) = Prepare(call);
        EnsureRoom(call);
        await call.ReportSubmittedAsync(Started(call, start));
        var execution = Begin(definition, start, cancellationToken);
        var result = await execution.Work!;
        cancellationToken.ThrowIfCancellationRequested();
        var described = Describe(start, result, execution.Stopped ?? clock.GetUtcNow(), call.Resource.Pattern == TaskPattern.Sync2);
        return result.Status == ExecutionStatus.Succeeded
            ? described
            : throw new TaskFailedException("States.TaskFailed", Cut(described.ToJsonString(JsonSourceNode.Plain)));
    }

    public async ValueTask DisposeAsync()
    {
        End();
        await Task.WhenAll(_all.Select(Task (e) => e.Work!))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _all.ForEach(e => e.Dispose());
        _ending.Dispose();
    }

    public ExecutionFacts? Find(string arn) => All().Find(e => e.Start.ExecutionArn == arn)?.ToFacts();

    public IReadOnlyList<ExecutionFacts> Of(string machineArn) =>
        [.. All().Where(e => e.Start.StateMachineArn == machineArn).Reverse().Select(e => e.ToFacts())];

    public IReadOnlyList<MachineFacts> Machines() =>
        [
            .. mocks
                .StateMachines.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => new MachineFacts(
                    MachineArn(m.Key).ToString(), m.Key,
                    m.Value.ToJson().ToJsonString(JsonSourceNode.Plain), RoleArn, "STANDARD", clock.GetUtcNow())),
        ];

    public DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause)
    {
        All().Find(e => e.Start.ExecutionArn == execution.Arn)!.Stop(error, cause);
        return clock.GetUtcNow();
    }

    MockedExecution Begin(TaskCall call, CancellationToken cancellationToken)
    {
        var (definition, start) = Prepare(call);
        EnsureRoom(call);
        return Begin(definition, start, cancellationToken);
    }

    MockedExecution Begin(StateMachineDefinition definition, ExecutionStart start, CancellationToken cancellationToken)
    {
        var execution = new MockedExecution(start, clock, cancellationToken);
        lock (_lock)
            _all.Add(execution);
        execution.Run(token => run(definition, start, token));
        return execution;
    }

    /// <summary>
    /// A machine that starts itself would go on until the process has no stack left, and take all other requests with it.
    /// </summary>
    static void EnsureRoom(TaskCall call)
    {
        const string reached = "The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started.";
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Refused(call, "ExecutionLimitExceeded", reached);
    }

    /// <summary>
    /// The cause of a failed execution holds that of its own child, escaped once more: uncut, it doubles with every level.
    /// </summary>
    static string Cut(string cause) => cause.Length <= MostOfCause ? cause : cause[..MostOfCause];

    List<MockedExecution> All()
    {
        lock (_lock)
            return [.. _all];
    }

    /// <remarks>At once and here: what follows from it must not go to another thread than the clock's.</remarks>
    void End() => _ending.Cancel();

    (StateMachineDefinition Definition, ExecutionStart Start) Prepare(TaskCall call)
    {
        var arn = Aws.Text(call.Parameters, "StateMachineArn");
        var machine = Arn.NameIn(arn, "stateMachine");
        if (!mocks.StateMachines.TryGetValue(machine, out var definition))
            throw Refused(call, "StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");
        var parameters = (JsonObject)call.Parameters!;
        var name = parameters["Name"]?.ToString() ?? Guid.NewGuid().ToString();
        return (definition, new()
        {
            ExecutionArn = (Arn.TryParse(arn, out var parsed) ? parsed : MachineArn(machine)).Execution(name).ToString(),
            Name = name,
            StateMachineArn = arn,
            StateMachineName = machine,
            RoleArn = RoleArn,
            Input = InputOf(parameters["Input"]),
            StartTime = clock.GetUtcNow(),
        });
    }

    static Arn MachineArn(string name) => Arn.StateMachine("us-east-1", "111111111111", name);

    /// <summary>An input is JSON, or text that holds JSON; nothing and null are an empty object.</summary>
    static JsonNode? InputOf(JsonNode? written)
    {
        if (written is null)
            return new JsonObject();
        if (written is not JsonValue value || !value.TryGetValue<string>(out var text))
            return written.DeepClone();
        return ExecutionInput.TryRead(text, out var input, out var refusal)
            ? input
            : throw new TaskFailedException("StepFunctions.InvalidExecutionInputException", refusal.Cause);
    }

    static TaskFailedException Refused(TaskCall call, string code, string why) =>
        call.Resource.Service == "states"
            ? new(
                $"StepFunctions.{code}Exception",
                $"{why} (Service: AWSStepFunctions; Status Code: 400; Error Code: {code}; Request ID: {Guid.NewGuid()}; Proxy: null)")
            : new($"Sfn.{code}Exception", $"{why} (Service: Sfn, Status Code: 400, Request ID: {Guid.NewGuid()}) (SDK Attempt Count: 1)");

    static JsonObject Started(TaskCall call, ExecutionStart start)
    {
        var started = new JsonObject { ["ExecutionArn"] = start.ExecutionArn };
        if (call.Resource.Service == "states")
            Aws.WithMetadata(started)["StartDate"] = Aws.Time(start.StartTime);
        else
            started["StartDate"] = start.StartTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        return started;
    }

    /// <summary>Source: Step Functions API, DescribeExecution.</summary>
    static JsonObject Describe(ExecutionStart start, ExecutionResult result, DateTimeOffset ended, bool asJson)
    {
        JsonNode? Json(JsonNode? node) => asJson ? node?.DeepClone() : node?.ToJsonString(JsonSourceNode.Plain) ?? "null";
        var described = new JsonObject();
        Put("Cause", result.Cause);
        Put("Error", result.Error);
        described["ExecutionArn"] = start.ExecutionArn;
        described["Input"] = Json(start.Input);
        described["InputDetails"] = new JsonObject { ["Included"] = true };
        described["Name"] = start.Name;
        if (result.Status == ExecutionStatus.Succeeded)
        {
            described["Output"] = Json(result.Output);
            described["OutputDetails"] = new JsonObject { ["Included"] = true };
            described["RedriveCount"] = 0;
            described["RedriveStatus"] = "NOT_REDRIVABLE";
            described["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven";
        }

        described["StartDate"] = Aws.Time(start.StartTime);
        described["StateMachineArn"] = start.StateMachineArn;
        described["Status"] = result.Status.ToRunStatus().Text();
        described["StopDate"] = Aws.Time(ended);
        return described;

        void Put(string name, string? text)
        {
            if (text is not null)
                described[name] = text;
        }
    }
}
