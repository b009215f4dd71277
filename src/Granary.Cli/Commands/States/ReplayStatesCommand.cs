using System.CommandLine;
using System.Text.Json;
using Granary.Cli.Output;
using Granary.Simulator.Standalone;
using Granary.States.Analysis.Replay;
using Granary.States.Reading;

namespace Granary.Cli.Commands.States;

/// <summary>Says whether a definition would have done what a recorded execution did, given what its tasks answered.</summary>
static class ReplayStatesCommand
{
    public static Command Bind(CommandContext context)
    {
        var history = new Argument<string>("history")
        {
            Description = "The events of an execution: of GetExecutionHistory, of granary events --json or of granary states run --json.",
        };
        var file = StatesCommand.File();
        file.Arity = ArgumentArity.ExactlyOne;
        var type = StatesCommand.Type();
        var json = CommonOptions.Json();
        var command = new Command("replay", "Replay a recorded execution on a state machine, and show where it goes another way.")
        {
            history,
            file,
            type,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (recorded, path) = (parsed.GetRequiredValue(history), parsed.GetRequiredValue(file)!);
                var definition = DefinitionReader
                    .Read(await StatesCommand.ReadAsync(context, path, cancellationToken), path, parsed.GetValue(type))
                    .GetDefinition();
                var result = Replayer.Of(
                    await StatesCommand.ReadAsync(context, recorded, cancellationToken), recorded, definition, parsed.GetValue(type));
                if (parsed.GetValue(json))
                    context.Terminal.Data.WriteLine(JsonLine.Of(writer => Write(writer, result)));
                else
                    Show(context.Terminal, result);
                return (int)(result.Difference is null ? ExitCode.Success : ExitCode.Failed);
            });
        return command;
    }

    static void Show(Terminal terminal, ReplayResult result)
    {
        if (result.Difference is not { } d)
        {
            terminal.Say($"The same: {result.Events} events.");
            return;
        }

        terminal.Data.WriteLine($"Event {d.EventId}{(d.State is null ? "" : $", state '{d.State}'")}: "
            + $"{(d.What == "path" ? "another way" : $"another value in {d.Member} at {d.Path}")}");
        terminal.Data.WriteLine($"  recorded: {d.Expected ?? "nothing"}");
        terminal.Data.WriteLine($"  replayed: {d.Actual ?? "nothing"}");
    }

    static void Write(Utf8JsonWriter json, ReplayResult result)
    {
        json.WriteBoolean("equal", result.Difference is null);
        json.WriteNumber("events", result.Events);
        if (result.Difference is not { } d)
        {
            json.WriteNull("difference");
            return;
        }

        json.WriteStartObject("difference");
        json.WriteNumber("eventId", d.EventId);
        json.WriteString("state", d.State);
        json.WriteString("what", d.What);
        json.WriteString("member", d.Member);
        json.WriteString("path", d.Path);
        WriteValue(json, "expected", d.Expected, d.What);
        WriteValue(json, "actual", d.Actual, d.What);
        json.WriteEndObject();
    }

    /// <summary>Values as JSON, events as text.</summary>
    static void WriteValue(Utf8JsonWriter json, string name, string? value, string what)
    {
        json.WritePropertyName(name);
        if (value is null)
            json.WriteNullValue();
        else if (what == "path")
            json.WriteStringValue(value);
        else
            json.WriteRawValue(value);
    }
}
