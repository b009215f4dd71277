using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>
/// Which functions a task may call by a name that its input has chosen: those of its machine's stack, or the fewer that the machine lists.
/// </summary>
sealed class FunctionAllowList(LocalHome home)
{
    /// <param name="function">The function's name.</param>
    /// <exception cref="TaskFailedException">The name stands nowhere in the definition, and the machine does not allow it.</exception>
    public void Check(TaskCall call, string function)
    {
        var name = Arn.Parse(call.ExecutionArn).StateMachineOfExecution().Name;
        if (home.Resources.Find<StateMachineResource>(name) is not { AllowedFunctions: { } allowed } machine
            || allowed.Any(a => a.Name == function))
            return;
        if (!Written(JsonNode.Parse(machine.Definition)).Any(f => Arn.NameIn(f, "function") == function))
        {
            throw new TaskFailedException(
                "States.Runtime",
                $"The function {function} was chosen at run time, and the state machine {name} may choose "
                    + $"{(allowed.Count == 0 ? "none" : string.Join(", ", allowed.Select(a => a.Name)))} alone.");
        }
    }

    /// <summary>The functions that a definition names itself.</summary>
    static IEnumerable<string> Written(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(m =>
                m is { Key: "FunctionName" or "Resource", Value: JsonValue value } && value.GetValueKind() == JsonValueKind.String
                    ? [value.GetValue<string>()]
                    : Written(m.Value)),
            JsonArray a => a.SelectMany(Written),
            _ => [],
        };
}
