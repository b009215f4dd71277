using System.CommandLine;
using Granary.States.Analysis.Drawing;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>Draws a state machine.</summary>
static class GraphStatesCommand
{
    public static Command Bind(CommandContext context)
    {
        var file = StatesCommand.File();
        file.Arity = ArgumentArity.ExactlyOne;
        var format = new Option<string>("--format") { Description = "mermaid, or svg.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "svg");
        var svg = new Option<bool>("--svg") { Description = "The same as --format svg." };
        var command = new Command("graph", "Draw a state machine, as a Mermaid flowchart or as SVG.") { file, format, svg };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file)!;
            var text = await StatesCommand.ReadAsync(context, path, cancellationToken);
            var definition = DefinitionReader.Read(text, path).GetDefinition();
            var isSvg = parsed.GetValue(svg) || parsed.GetValue(format) == "svg";
            context.Terminal.Data.Write(isSvg ? SvgChart.Of(definition) : MermaidChart.Of(definition));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
