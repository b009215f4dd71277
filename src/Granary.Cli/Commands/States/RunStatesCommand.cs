using System.CommandLine;
using Granary.Cli.Output;
using Granary.Simulator.Standalone;
using Granary.States.Definition;

namespace Granary.Cli.Commands.States;

/// <param name="Input">A file of JSON; null for an empty object.</param>
/// <param name="Mocks">A file of mocks; null for none.</param>
/// <param name="Name">The state machine's; null for the name of the file.</param>
sealed record RunStatesArguments(
    string File, string? Input, string? Mocks, StateMachineType Type, string? Name, bool HasVirtualClock, bool Json, long? MaxEvents = null
);

/// <summary>Runs a state machine on mocks, in memory.</summary>
sealed class RunStatesCommand(CommandContext context)
{
    const string Extension = ".asl.json";

    readonly Terminal _terminal = context.Terminal;
    readonly MachineRunner _runner = new(context.Clock);

    public static Command Bind(CommandContext context)
    {
        var file = StatesCommand.File();
        var stdin = StatesCommand.Stdin();
        var input = new Option<string?>("--input", "-i") { Description = "A file with the execution's input; {} when left out." };
        var mocks = new Option<string?>("--mocks", "-m")
        {
            Description = "A file that says what functions and services answer: docs/states.md, Mocks.",
        };
        var type = StatesCommand.Type();
        var name = new Option<string?>("--name") { Description = "The name of the state machine." };
        var clock = new Option<string>("--clock")
        {
            Description = "real, or virtual: waits, pauses and time limits take no time.",
            DefaultValueFactory = _ => "real",
        };
        clock.AcceptOnlyFromAmong("real", "virtual");
        var most = new Option<long?>("--max-events")
        {
            Description = "The most events of the execution, in place of the service's 25,000 for STANDARD.",
        };
        var json = CommonOptions.Json();
        var command = new Command("run", "Run a state machine on mocks, in memory.")
        {
            file,
            stdin,
            input,
            mocks,
            type,
            name,
            clock,
            most,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                StatesCommand.RequireOne(parsed.GetValue(file), parsed.GetValue(stdin));
                var run = new RunStatesCommand(context);
                if (parsed.GetValue(file) is not { } path)
                    return (int)await run.AnswerAsync(cancellationToken);
                return (int)
                    await run.RunAsync(
                        new(
                            path, parsed.GetValue(input), parsed.GetValue(mocks), parsed.GetValue(type), parsed.GetValue(name),
                            parsed.GetValue(clock) == "virtual", parsed.GetValue(json), parsed.GetValue(most)),
                        cancellationToken);
            });
        return command;
    }

    public async Task<ExitCode> RunAsync(RunStatesArguments arguments, CancellationToken cancellationToken)
    {
        var request = new MachineRequest
        {
            Definition = await StatesCommand.ReadAsync(context, arguments.File, cancellationToken),
            Input = arguments.Input is null ? "{}" : await StatesCommand.ReadAsync(context, arguments.Input, cancellationToken),
            Mocks = arguments.Mocks is null ? null : await StatesCommand.ReadAsync(context, arguments.Mocks, cancellationToken),
            Type = arguments.Type,
            Name = arguments.Name ?? NameOf(arguments.File),
            HasVirtualClock = arguments.HasVirtualClock,
            MaxEvents = arguments.MaxEvents,
            Files = (arguments.File, arguments.Mocks ?? "mocks"),
        };
        using var result = await _runner.RunAsync(request, cancellationToken);
        if (arguments.Json)
        {
            JsonLine.Write(_terminal.Data, result.WriteTo);
            _terminal.Data.WriteLine();
        }
        else
        {
            Show(result);
        }

        return ExitCodes.Of(result);
    }

    Task<ExitCode> AnswerAsync(CancellationToken cancellationToken)
    {
        var lines = new RequestLines(_runner);
        return StatesCommand.AnswerAsync(_terminal, line => lines.RunAsync(line, cancellationToken), cancellationToken);
    }

    void Show(MachineResult result)
    {
        switch (result)
        {
            case MachineResult.Ended { Result: var ended } e:
                _terminal.Say($"{result.Status}  {e.Events.Count} events  {RunText.Seconds((e.Stopped - e.Started).TotalSeconds)}");
                if (ended.Error is not null || ended.Cause is not null)
                    _terminal.Say(string.IsNullOrEmpty(ended.Cause) ? $"  {ended.Error}" : $"  {ended.Error}: {ended.Cause}");
                if (result.Status == "SUCCEEDED")
                    _terminal.Data.WriteLine(ended.Output?.ToJsonString(Readable) ?? "null");
                break;
            case MachineResult.Invalid { Problems.Count: > 0 } invalid:
                _terminal.Show(invalid.Problems.Select(p => p.Problem));
                break;
            case MachineResult.Invalid invalid:
                _terminal.Say($"{invalid.Error}: {invalid.Cause}");
                break;
            case MachineResult.NotStarted { Problems.Count: > 0 } refused:
                _terminal.Show(refused.Problems);
                break;
            case MachineResult.NotStarted refused:
                _terminal.Say($"{refused.Refusal.Error}: {refused.Refusal.Cause}");
                break;
        }
    }

    static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        MaxDepth = 1000,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static string NameOf(string file)
    {
        if (file == "-")
            return "machine";
        var name = Path.GetFileName(file);
        return name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : Path.GetFileNameWithoutExtension(name);
    }
}
