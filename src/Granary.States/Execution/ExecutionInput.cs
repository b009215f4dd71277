using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Execution;

/// <summary>The input of an execution that is still text, and what the service says of text that it does not start with.</summary>
public static class ExecutionInput
{
    /// <param name="refusal">In the service's words.</param>
    public static bool TryRead(string text, out JsonNode? input, [NotNullWhen(false)] out StartRefusal? refusal)
    {
        (input, refusal) = (null, null);
        if (Quotas.IsTooLarge(text))
        {
            refusal = new(
                ErrorNames.DataLimitExceeded, "The input of the execution has a size exceeding the maximum number of bytes service limit.");
            return false;
        }

        try
        {
            input = Data.Parse(text).ToNode();
            return true;
        }
        catch (JsonException)
        {
            refusal = new(
                "InvalidExecutionInput",
                $"Invalid State Machine Execution Input: '{new JsonFault(text).Find() ?? "Invalid execution input."}'");
            return false;
        }
    }
}

/// <summary>Why an execution was not started.</summary>
public sealed record StartRefusal(string Error, string Cause);
