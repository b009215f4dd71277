using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Local.Journal;
using Granary.Platform.Stacks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Reading;
using Granary.States.Tasks;

namespace Granary.Local.Execution;

/// <summary>Starts the home's state machines and follows them to their end.</summary>
sealed class Machines(Home home, string runId, IRunObserver observer, Func<Machines, ITaskRunner> tasks)
{
    /// <param name="name">Of the execution; unique for its machine.</param>
    /// <param name="parent">The execution and the event that ask for this one; null for a run's own.</param>
    public async Task<ExecutionResult> RunAsync(
        StateMachineResource machine, string name, JsonNode? input, (string Arn, long EventId)? parent, CancellationToken cancellationToken)
    {
        var arn = ArnOf(machine, name);
        home.Executions.Start(arn, runId, name, machine.Name, parent, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(machine.Definition))));
        var history = new JournaledHistory(home.Executions, arn, observer);
        var result = await new Interpreter(tasks(this), history, home.Clock).RunAsync(Read(machine), new ExecutionStart
        {
            ExecutionArn = arn,
            Name = name,
            StateMachineArn = machine.Arn,
            StateMachineName = machine.Name,
            RoleArn = machine.RoleArn,
            Input = input,
            StartTime = home.Clock.GetUtcNow(),
        }, cancellationToken);
        home.Executions.End(arn, StatusOf(result.Status));
        return result;
    }

    public static string ArnOf(StateMachineResource machine, string name) =>
        $"{machine.Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";

    public static RunStatus StatusOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => RunStatus.Succeeded,
        ExecutionStatus.Failed => RunStatus.Failed,
        ExecutionStatus.TimedOut => RunStatus.TimedOut,
        _ => RunStatus.Aborted,
    };

    static StateMachineDefinition Read(StateMachineResource machine) => DefinitionReader.Read(machine.Definition, machine.Name).GetDefinition();
}
