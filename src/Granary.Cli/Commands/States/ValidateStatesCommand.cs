using System.CommandLine;
using Granary.Simulator.Standalone;
using Granary.States.Analysis.Advice;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>Says whether the service would take a state machine, and everything that is wrong with it.</summary>
static class ValidateStatesCommand
{
    public static Command Bind(CommandContext context)
    {
        var file = StatesCommand.File();
        var stdin = StatesCommand.Stdin();
        var type = StatesCommand.Type();
        var strict = new Option<bool>("--strict") { Description = "Take advice for errors." };
        var json = CommonOptions.Json();
        var command = new Command("validate", "Validate a state machine, and advise on it.") { file, stdin, type, strict, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                StatesCommand.RequireOne(parsed.GetValue(file), parsed.GetValue(stdin));
                return (int)(
                    parsed.GetValue(file) is { } path
                        ? await RunAsync(
                            context, path, parsed.GetValue(type), Judge(parsed.GetValue(strict)), parsed.GetValue(json),
                            cancellationToken)
                        : await StatesCommand.AnswerAsync(
                            context.Terminal, line => Task.FromResult(RequestLines.Validate(line, Advise(parsed.GetValue(strict)))),
                            cancellationToken));
            });
        return command;
    }

    static Func<ReadDefinition, string, ReadDefinition> Advise(bool strict)
    {
        var judge = Judge(strict);
        return (read, text) =>
        {
            var advised = Advisor.Advise(read, text, "definition");
            return judge?.Invoke(advised) ?? advised;
        };
    }

    static Func<ReadDefinition, ReadDefinition>? Judge(bool strict) => strict ? Advisor.Strict : null;

    static async Task<ExitCode> RunAsync(
        CommandContext context, string path, StateMachineType type, Func<ReadDefinition, ReadDefinition>? judge, bool json,
        CancellationToken cancellationToken)
    {
        var terminal = context.Terminal;
        var text = await StatesCommand.ReadAsync(context, path, cancellationToken);
        var advised = Advisor.Advise(DefinitionReader.Read(text, path, type), text, path);
        var read = judge?.Invoke(advised) ?? advised;
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
