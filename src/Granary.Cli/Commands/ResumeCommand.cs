using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Projects;

namespace Granary.Cli.Commands;

/// <summary>Resumes runs whose process is gone.</summary>
static class ResumeCommand
{
    public static Command Bind(CommandContext context)
    {
        var name = new Argument<string?>("run")
        {
            Description = "A run's id or the beginning of it, @last; all interrupted runs unless given.",
            DefaultValueFactory = _ => null,
        };
        var json = CommonOptions.Json();
        var command = new Command("resume", "Resume runs whose process is gone.") { name, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)await RunAsync(context, parsed.GetValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string? name, bool json, CancellationToken cancellationToken)
    {
        using var home = context.OpenHome();
        var terminal = context.Terminal;
        IReadOnlyList<RunSummary> ended;
        await using (var progress = new RunProgress(terminal, context.Clock, json))
        {
            var launcher = new RunLauncher(home, ProjectTypes.BuiltIn.Functions, ProjectTypes.BuiltIn.Jobs, progress);
            ended = name is null
                ? await launcher.ResumeAllAsync(cancellationToken)
                : [await OneAsync(launcher, await NamedRun.FindAsync(home.Queries, name, cancellationToken), cancellationToken)];
        }

        if (ended.Count == 0 && !json)
            terminal.Say("No run is interrupted.");
        foreach (var run in ended)
        {
            var details = await home.Queries.DetailsAsync(run, cancellationToken);
            if (json)
                RunJson.Write(terminal.Data, details);
            else
                RunText.Write(terminal.Data, details);
        }

        return ended.Select(r => ExitCodes.Of(r, strict: false)).FirstOrDefault(c => c != ExitCode.Success);
    }

    static async Task<RunSummary> OneAsync(RunLauncher launcher, RunSummary run, CancellationToken cancellationToken) =>
        await launcher.ResumeAsync(run.RunId, cancellationToken)
        ?? throw new ProblemException(
            new Problem(
                "GR4002", ProblemKind.Conflict, $"Another process works on the run {run.RunId}.", "granary runs shows its status."));
}
