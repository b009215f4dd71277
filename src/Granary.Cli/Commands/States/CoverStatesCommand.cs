using System.CommandLine;
using System.Text.Json;
using Granary.Cli.Output;
using Granary.Simulator.Standalone;
using Granary.States.Analysis.Coverage;
using Granary.States.Execution;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>
/// Runs a state machine on made-up inputs and answers until every state was entered and every catcher taken, as far as that can be.
/// </summary>
static class CoverStatesCommand
{
    public static Command Bind(CommandContext context)
    {
        var file = StatesCommand.File();
        file.Arity = ArgumentArity.ExactlyOne;
        var type = StatesCommand.Type();
        var json = CommonOptions.Json();
        var command = new Command("cover", "Find out which states and catchers can be reached, by runs on made-up answers.")
        {
            file,
            type,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var path = parsed.GetRequiredValue(file)!;
                var definition = DefinitionReader
                    .Read(await StatesCommand.ReadAsync(context, path, cancellationToken), path, parsed.GetValue(type))
                    .GetDefinition();
                var coverage = Explorer.Explore(definition, parsed.GetValue(type));
                if (parsed.GetValue(json))
                    context.Terminal.Data.WriteLine(JsonLine.Of(writer => Write(writer, coverage)));
                else
                    Show(context.Terminal, coverage);
                return (int)(coverage.NotEntered.Count + coverage.NotTaken.Count > 0 ? ExitCode.Failed : ExitCode.Success);
            });
        return command;
    }

    static void Show(Terminal terminal, StateCoverage coverage)
    {
        foreach (var run in coverage.Runs)
            terminal.Data.WriteLine($"{Status(run)}  {string.Join(" → ", run.Entered)}");
        terminal.Say(
            $"{coverage.States.Count - coverage.NotEntered.Count} of {coverage.States.Count} states, "
                + $"{coverage.Catchers.Count - coverage.NotTaken.Count} of {coverage.Catchers.Count} catchers."
        );
        foreach (
            var (names, what) in new[]
            {
                (coverage.NotEntered, "Not entered"),
                (coverage.NotTaken, "Not taken"),
                (coverage.Unreachable, "No run comes to"),
            })
        {
            if (names.Count > 0)
                terminal.Say($"{what}: {string.Join(", ", names)}");
        }
    }

    static void Write(Utf8JsonWriter json, StateCoverage coverage)
    {
        WriteTexts(json, "states", coverage.States);
        WriteTexts(json, "notEntered", coverage.NotEntered);
        WriteTexts(json, "unreachable", coverage.Unreachable);
        WriteTexts(json, "catchers", coverage.Catchers);
        WriteTexts(json, "notTaken", coverage.NotTaken);
        json.WriteStartArray("runs");
        foreach (var run in coverage.Runs)
        {
            json.WriteStartObject();
            json.WriteString("status", Status(run));
            json.WriteString("error", run.Error);
            json.WriteString("cause", run.Cause);
            WriteTexts(json, "entered", run.Entered);
            WriteTexts(json, "catchers", run.Catchers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static string Status(CoverageRun run) =>
        run.Status == ExecutionStatus.TimedOut ? "TIMED_OUT" : run.Status.ToString().ToUpperInvariant();

    static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
