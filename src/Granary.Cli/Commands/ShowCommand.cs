using System.CommandLine;
using Granary.Cli.Output;

namespace Granary.Cli.Commands;

/// <summary>Shows one run: how it ended, its ledger.</summary>
static class ShowCommand
{
    public static Command Bind(CommandContext context)
    {
        var name = new Argument<string>("run")
        {
            Description = "A run's id or the beginning of it, @last or @last-failed.",
            DefaultValueFactory = _ => "@last",
        };
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a run: how it ended, and its ledger.") { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(CommandContext context, string name, bool json, CancellationToken cancellationToken)
    {
        using var home = context.ReadHome();
        var run = await NamedRun.FindAsync(home.Queries, name, cancellationToken);
        var details = await home.Queries.DetailsAsync(run, cancellationToken);
        if (json)
            RunJson.Write(context.Terminal.Data, details);
        else
            RunText.Write(context.Terminal.Data, details);
        return ExitCode.Success;
    }
}
