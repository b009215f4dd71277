using System.CommandLine;
using Granary.Cli.Output;

namespace Granary.Cli.Commands;

/// <summary>Shows one run: how it ended, its ledger.</summary>
static class ShowCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var name = new Argument<string>("run")
        {
            Description = "A run's id or the beginning of it, @last or @last-failed.",
            DefaultValueFactory = _ => "@last",
        };
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a run: how it ended, and its ledger.") { name, json };
        command.SetAction(parsed => (int)Run(surroundings, parsed.GetRequiredValue(name), parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(Surroundings surroundings, string name, bool json)
    {
        using var home = surroundings.OpenHome();
        var run = NamedRun.Find(home, name);
        if (json)
            RunJson.Write(surroundings.Terminal.Data, home, run);
        else
            RunText.Write(surroundings.Terminal.Data, home, run);
        return ExitCode.Success;
    }
}
