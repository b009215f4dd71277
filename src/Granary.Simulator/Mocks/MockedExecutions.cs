using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.StepFunctions;
using Granary.Platform;
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
    const string Account = "111111111111";

    readonly List<MockedExecution> _all = [];
    readonly Lock _lock = new();
    readonly CancellationTokenSource _ending = new();

    /// <summary><c>startExecution</c>: goes on by itself, until the run that started it ends.</summary>
    public JsonObject Start(TaskCall call)
    {
        var execution = Begin(call, _ending.Token);
        return ExecutionRequest.Started(call, execution.Start.ExecutionArn, execution.Start.StartTime);
    }

    /// <summary><c>startExecution.sync</c> and <c>.sync:2</c>, the latter with input and output as JSON in place of their texts.</summary>
    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (call.Resource is not { Service: "states", Operation: "startExecution" })
            throw new TaskFailedException("States.Runtime", $"Nothing says what {call.Resource} answers.");
        var (definition, start) = Prepare(call);
        EnsureRoom(call);
        await call.ReportSubmittedAsync(ExecutionRequest.Started(call, start.ExecutionArn, start.StartTime));
        var execution = Begin(definition, start, cancellationToken);
        await execution.Work!;
        cancellationToken.ThrowIfCancellationRequested();
        return ExecutionJson.ResultOf(execution.ToFacts(), call.Resource.Pattern);
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

    public MachineFacts? FindMachine(string name) =>
        mocks.StateMachines.TryGetValue(name, out var definition) ? Facts(name, definition) : null;

    public IReadOnlyList<MachineFacts> Machines() =>
        [.. mocks.StateMachines.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Facts(m.Key, m.Value))];

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
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw ExecutionRequest.LimitExceeded(call);
    }

    List<MockedExecution> All()
    {
        lock (_lock)
            return [.. _all];
    }

    /// <remarks>At once and here: what follows from it must not go to another thread than the clock's.</remarks>
    void End() => _ending.Cancel();

    (StateMachineDefinition Definition, ExecutionStart Start) Prepare(TaskCall call)
    {
        var request = ExecutionRequest.Read(call, this);
        return (mocks.StateMachines[request.Machine.Name], new()
        {
            ExecutionArn = request.ExecutionArn,
            Name = request.Name,
            StateMachineArn = request.Machine.Arn,
            StateMachineName = request.Machine.Name,
            RoleArn = request.Machine.RoleArn,
            Input = request.Input,
            StartTime = clock.GetUtcNow(),
        });
    }

    MachineFacts Facts(string name, StateMachineDefinition definition) => new(
        Arn.StateMachine("us-east-1", Account, name).ToString(), name,
        new(() => definition.ToJson().ToJsonString(JsonSourceNode.Plain)), Arn.Role(Account, "states").ToString(), "STANDARD",
        clock.GetUtcNow());
}
