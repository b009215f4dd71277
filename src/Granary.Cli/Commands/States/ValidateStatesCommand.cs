using System.CommandLine;
using Granary.Cli.Output;
using Granary.Local.Standalone;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>Says whether the service would take a state machine, and everything that is wrong with it.</summary>
static class ValidateStatesCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var file = StatesCommand.File();
        var stdin = StatesCommand.Stdin();
        var type = StatesCommand.Type();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Validate a state machine.") { file, stdin, type, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            StatesCommand.RequireOne(parsed.GetValue(file), parsed.GetValue(stdin));
            return (int)(parsed.GetValue(file) is { } path
                ? await RunAsync(surroundings.Terminal, path, parsed.GetValue(type), parsed.GetValue(json), cancellationToken)
                : await StatesCommand.AnswerAsync(surroundings.Terminal, line => Task.FromResult(RequestLines.Validate(line)), cancellationToken));
        });
        return command;
    }

    static async Task<ExitCode> RunAsync(Terminal terminal, string path, StateMachineType type, bool json, CancellationToken cancellationToken)
    {
        var read = DefinitionReader.Read(await StatesCommand.ReadAsync(path, cancellationToken), path, type);
        if (json)
        {
            terminal.Data.WriteLine(JsonLine.Of(writer =>
            {
                writer.WriteString("id", path);
                RequestLines.WriteValidity(writer, read.Problems);
            }));
        }
        else
        {
            terminal.Show(read.Problems.Select(p => p.Problem));
            terminal.Say(read.IsValid ? $"{path} is valid." : $"{path} is not valid.");
        }

        return read.IsValid ? ExitCode.Success : ExitCode.Invalid;
    }
}
