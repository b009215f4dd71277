using System.Text.Json.Nodes;

namespace Granary.Emulator.StepFunctions;

/// <summary>The executions and state machines that tasks can start, ask about, and stop.</summary>
public interface IExecutions
{
    ExecutionFacts? Find(string arn);

    /// <returns>The newest first.</returns>
    IReadOnlyList<ExecutionFacts> Of(string machineArn);

    MachineFacts? FindMachine(string name);

    /// <returns>By name.</returns>
    IReadOnlyList<MachineFacts> Machines();

    /// <returns>When it ended.</returns>
    /// <exception cref="States.Tasks.TaskFailedException">It cannot be stopped from here.</exception>
    DateTimeOffset Stop(ExecutionFacts execution, string? error, string? cause);
}

/// <param name="Status">As the service writes it: <c>RUNNING</c>.</param>
/// <param name="Output">Null for JSON's null, and unless it succeeded.</param>
/// <param name="Stopped">Null while it is running.</param>
public sealed record ExecutionFacts(
    string Arn,
    string MachineArn,
    string Name,
    string Status,
    JsonNode? Input,
    JsonNode? Output,
    string? Error,
    string? Cause,
    DateTimeOffset Started,
    DateTimeOffset? Stopped);

/// <param name="Definition">JSON text.</param>
/// <param name="Type"><c>STANDARD</c> or <c>EXPRESS</c>.</param>
public sealed record MachineFacts(string Arn, string Name, Lazy<string> Definition, string RoleArn, string Type, DateTimeOffset Created);
