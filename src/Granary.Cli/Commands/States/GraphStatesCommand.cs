using System.CommandLine;
using Granary.Cli.Output;
using Granary.States.Drawing;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>Draws a state machine.</summary>
static class GraphStatesCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var file = StatesCommand.File();
        file.Arity = ArgumentArity.ExactlyOne;
        var command = new Command("graph", "Draw a state machine as a Mermaid flowchart.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file)!;
            var definition = DefinitionReader.Read(await StatesCommand.ReadAsync(path, cancellationToken), path).GetDefinition();
            surroundings.Terminal.Data.Write(MermaidChart.Of(definition));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
