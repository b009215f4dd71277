using System.Text.Json.Nodes;
using Granary.Home.Runs;
using Granary.Platform.Stacks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Reading;
using Granary.States.Resuming;
using Granary.States.Tasks;

namespace Granary.Home.Execution;

/// <summary>Starts the home's state machines, or goes on with them, and follows them to their end.</summary>
sealed class Machines(LocalHome home, RunLease lease, IRunObserver observer, Func<Machines, ITaskRunner> tasks)
{
    /// <summary>An execution as it will be written once it is started.</summary>
    /// <param name="name">Of the execution; unique for its machine.</param>
    /// <param name="parent">The execution and the event that ask for this one; null for a run's own.</param>
    public ExecutionRecord Prepare(StateMachineResource machine, string name, JsonNode? input, (string Arn, long EventId)? parent) => new()
    {
        Arn = ArnOf(machine, name),
        RunId = lease.RunId,
        Name = name,
        Machine = machine.Name,
        MachineArn = machine.Arn,
        RoleArn = machine.Role.Name,
        Input = input,
        Salt = Guid.NewGuid().ToString(),
        DefinitionSha256 = home.Pinned.Add(machine.Definition),
        ParentArn = parent?.Arn,
        ParentEvent = parent?.EventId,
        StartedAt = home.Clock.GetUtcNow(),
    };

    public async Task<ExecutionResult> StartAsync(ExecutionRecord execution, CancellationToken cancellationToken) =>
        await InterpreterOf(execution, isNew: true).RunAsync(DefinitionOf(execution), StartOf(execution), cancellationToken);

    /// <summary>Goes on where the record ends.</summary>
    public async Task<ExecutionResult> ResumeAsync(ExecutionRecord execution, CancellationToken cancellationToken) =>
        await InterpreterOf(execution, isNew: false).ResumeAsync(
            DefinitionOf(execution), StartOf(execution), PastOf(execution), home.Runs.IdleOf(lease.RunId), cancellationToken);

    /// <summary>Takes the failed step back and goes on from there.</summary>
    /// <param name="parentEvent">The event that asks for it now; null for a run's own.</param>
    public async Task<ExecutionResult> RedriveAsync(ExecutionRecord execution, long? parentEvent, CancellationToken cancellationToken)
    {
        var past = PastOf(execution);
        lease.Write(() => home.Executions.Reopen(execution.Arn, parentEvent));
        return past.End is null
            ? await ResumeAsync(execution, cancellationToken)
            : await InterpreterOf(execution, isNew: false)
                .RedriveAsync(DefinitionOf(execution), StartOf(execution), past, cancellationToken);
    }

    public static string ArnOf(StateMachineResource machine, string name) =>
        Platform.Arn.Parse(machine.Arn).Execution(name).ToString();

    Interpreter InterpreterOf(ExecutionRecord execution, bool isNew) =>
        new(tasks(this), new JournaledHistory(home, lease, execution, isNew, observer), home.Clock);

    Past PastOf(ExecutionRecord execution) => Past.Read(home.Executions.Recorded(execution.Arn).Select(e => e.Event));

    StateMachineDefinition DefinitionOf(ExecutionRecord execution)
    {
        var definition = DefinitionReader.Read(home.Pinned.Get(execution.DefinitionSha256), execution.Machine).GetDefinition();
        return execution.StartAt is null ? definition : definition with { StartAt = execution.StartAt };
    }

    static ExecutionStart StartOf(ExecutionRecord execution) => new()
    {
        ExecutionArn = execution.Arn,
        Name = execution.Name,
        StateMachineArn = execution.MachineArn,
        StateMachineName = execution.Machine,
        RoleArn = execution.RoleArn,
        Input = execution.Input?.DeepClone(),
        StartTime = execution.StartedAt,
        Salt = execution.Salt,
    };
}
