using System.Text.Json.Nodes;

namespace Granary.Testing.CommandLine;

/// <summary>What a command left behind.</summary>
/// <param name="Output">Standard output: the data.</param>
/// <param name="Errors">Standard error: all else.</param>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The objects of an output of one JSON object a line.</summary>
    public IReadOnlyList<JsonObject> Objects =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The only object of the output.</summary>
    public JsonObject Object => Objects is [var single] ? single : throw new InvalidDataException($"Not one object:\n{this}");

    /// <returns>Itself, after the test has made sure of the exit code.</returns>
    public CommandResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"Exit code {ExitCode} instead of {code}.\n{Output}\n{Errors}");
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
