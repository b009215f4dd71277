using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Runs;
using Granary.Projects;

namespace Granary.Cli.Commands;

/// <summary>Stops a run with all that it has started, whichever process works on it.</summary>
static class CancelCommand
{
    public static Command Bind(CommandContext context)
    {
        var name = new Argument<string>("run") { Description = "A run's id or the beginning of it, or @last." };
        var json = CommonOptions.Json();
        var command = new Command("cancel", "Stop a run with all that it has started.") { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string name, bool json, CancellationToken cancellationToken)
    {
        using var home = context.OpenHome();
        await using var progress = new RunProgress(context.Terminal, context.Clock, isSilent: true);
        var named = await NamedRun.FindAsync(home.Queries, name, cancellationToken);
        var launcher = new RunLauncher(home, ProjectTypes.BuiltIn.Functions, ProjectTypes.BuiltIn.Jobs, progress);
        var run = await launcher.CancelAsync(named.RunId, cancellationToken);
        if (json)
            RunJson.Write(context.Terminal.Data, await home.Queries.DetailsAsync(run, cancellationToken));
        else
            RunText.WriteHead(context.Terminal.Data, run);
        return ExitCode.Success;
    }
}
