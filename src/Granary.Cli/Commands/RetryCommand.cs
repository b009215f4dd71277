using System.CommandLine;
using System.Text.Json;
using Granary.Cli.Output;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Projects;

namespace Granary.Cli.Commands;

/// <param name="From">The state to start over from; null to take back the step that failed.</param>
/// <param name="Input">A file with that state's input, or - for standard input; null for the input that it had.</param>
/// <param name="NewDefinition">Whether to go by the state machine as it is now.</param>
sealed record RetryArguments(string Run, string? From, string? Input, bool NewDefinition, bool Strict, bool Json);

/// <summary>Does the failed step of a run over, keeping what is done; or starts it over from a state.</summary>
sealed class RetryCommand(CommandContext context)
{
    public static Command Bind(CommandContext context)
    {
        var name = new Argument<string>("run")
        {
            Description = "A run's id or the beginning of it, or @last-failed.",
            DefaultValueFactory = _ => "@last-failed",
        };
        var from = new Option<string?>("--from") { Description = "Start a new run from this state of the entry machine." };
        var input = new Option<string?>("--input", "-i")
        {
            Description = "With --from: a JSON file with the state's input, or - for standard input; unless given, the input that it had.",
        };
        var fresh = new Option<bool>("--new-definition")
        {
            Description = "With --from: go by the state machine as it is now, not as it was for the run.",
        };
        var strict = new Option<bool>("--strict") { Description = "Exit with 3 when rows were rejected or a part failed." };
        var json = CommonOptions.Json();
        var command = new Command("retry", "Do the failed step of a run over, keeping what is done.")
        {
            name,
            from,
            input,
            fresh,
            strict,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var arguments = new RetryArguments(
                    parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(input), parsed.GetValue(fresh),
                    parsed.GetValue(strict), parsed.GetValue(json));
                return (int)await new RetryCommand(context).RunAsync(arguments, cancellationToken);
            });
        return command;
    }

    async Task<ExitCode> RunAsync(RetryArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.From is null && (arguments.Input is not null || arguments.NewDefinition))
            throw new ProblemException(
                new Problem(
                    "GR5007", ProblemKind.Usage,
                    "--input and --new-definition belong to --from STATE.", "Without --from a run is repeated as it was started."
                ));
        using var home = context.OpenHome();
        var before = await NamedRun.FindAsync(home.Queries, arguments.Run, cancellationToken);
        RunSummary run;
        await using (var progress = new RunProgress(context.Terminal, context.Clock, arguments.Json))
        {
            var launcher = new RunLauncher(home, ProjectTypes.BuiltIn.Functions, ProjectTypes.BuiltIn.Jobs, progress);
            run = arguments.From is null
                ? await launcher.RetryAsync(before.RunId, cancellationToken)
                : await launcher.RetryFromAsync(
                    before.RunId, arguments.From, Read(arguments.Input), arguments.NewDefinition, cancellationToken);
        }

        var details = await home.Queries.DetailsAsync(run, cancellationToken);
        if (arguments.Json)
            RunJson.Write(context.Terminal.Data, details);
        else
            RunText.Write(context.Terminal.Data, details);
        return ExitCodes.Of(run, arguments.Strict);
    }

    string? Read(string? file)
    {
        if (file is null)
            return null;
        if (file != "-" && !File.Exists(context.FullPath(file)))
            throw new ProblemException(new Problem("GR4001", ProblemKind.NotFound,
                $"The input {file} does not exist.", "Name a JSON file that is there."));
        try
        {
            var text = file == "-" ? context.Terminal.Input.ReadToEnd() : File.ReadAllText(context.FullPath(file));
            using var json = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException e)
        {
            throw new ProblemException(new Problem("GR5007", ProblemKind.Usage,
                $"The input {file} is not valid JSON: {e.Message}"));
        }
    }
}
